"""Links as people paste them: one address others can open, else a doubt."""

import pytest
from hypothesis import given, strategies

from esa.reading.addresses import link


@pytest.mark.parametrize(
    ("typed", "value", "doubt", "likely"),
    [
        (" https://a.example/x\u200b", "https://a.example/x", None, None),
        ("HTTPS://A.example", "HTTPS://A.example", None, None),
        ("a.example/x", None, "bad_link", "https://a.example/x"),
        ("ดู https://a.example/x", None, "bad_link", "https://a.example/x"),
        ("ดู http://localhost/x", None, "bad_link", None),
        ("mailto:a@a.example", None, "unsafe_link", None),
        ("vbscript:x", None, "unsafe_link", None),
        ("http://172.32.0.1/", "http://172.32.0.1/", None, None),
        ("http://172.31.255.255/", None, "local_link", None),
        ("http://169.254.1.1/", None, "local_link", None),
        ("http://printer.lan/", None, "local_link", None),
        ("www.a.example www.b.example", None, "two_links", None),
    ],
)
def test_a_link_is_one_address_that_others_can_open(typed, value, doubt, likely):
    assert link(typed) == (value, doubt, likely)


@given(strategies.text())
def test_whatever_is_pasted_only_http_comes_out(text):
    read = link(text)
    assert (read.value is None) == (read.doubt is not None)
    for address in (read.value, read.suggestion):
        assert address is None or address.lower().startswith(("http://", "https://"))
