"""Addresses as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.reading.problems import catalogue
from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.workbook import Fault

ID = "1AbC-dEf_0123456789012345678901234567890xyz"


@pytest.mark.parametrize(
    ("pasted", "gid"),
    [
        (f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=123", "123"),
        (f"https://docs.google.com/spreadsheets/d/{ID}/edit?gid=7#gid=7", "7"),
        (f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing", None),
        (f"https://docs.google.com/spreadsheets/d/{ID}", None),
        (f"https://docs.google.com/spreadsheets/d/{ID}/", None),
        (f"https://docs.google.com/spreadsheets/u/0/d/{ID}/edit#gid=0", "0"),
        (f"https://docs.google.com/a/office.go.th/spreadsheets/d/{ID}/edit", None),
        (f"https://docs.google.com/spreadsheets/d/{ID}/htmlview", None),
        (f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=drivesdk&ouid=1&rtpof=true", None),
        (f"docs.google.com/spreadsheets/d/{ID}/edit", None),
        (f"https://spreadsheets.google.com/ccc?key={ID}&hl=th", None),
        (f"https://docs.google.com/spreadsheets/ccc?hl=th&key={ID}", None),
        (f"https://drive.google.com/open?id={ID}", None),
        (f"https://drive.google.com/file/d/{ID}/view?usp=sharing", None),
        (f"ลิงก์ชีต: https://docs.google.com/spreadsheets/d/{ID}/edit ครับ", None),
        (f"<https://docs.google.com/spreadsheets/d/{ID}/edit>", None),
        (f"\u200bhttps://docs.google.com/spreadsheets/d/{ID}/edit\ufeff\n", None),
        (
            "https://www.google.com/url?q=https%3A%2F%2Fdocs.google.com%2Fspreadsheets%2Fd%2F"
            f"{ID}%2Fedit%23gid%3D5&sa=D",
            "5",
        ),
        (ID, None),
        (f" {ID} ", None),
    ],
)
def test_every_shape_of_an_address_leads_to_the_spreadsheet(pasted, gid):
    assert spreadsheet_id(pasted) == Address(ID, gid)


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vQabcdef/pubhtml", "published_link"),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vQa/pub?output=csv", "published_link"),
        ("2PACX-1vQabcdefghijklmnopqrstuvwxyz0123", "published_link"),
        (f"https://drive.google.com/drive/folders/{ID}", "folder_link"),
        (f"https://drive.google.com/drive/u/0/folders/{ID}?usp=sharing", "folder_link"),
        (f"https://drive.google.com/folderview?id={ID}", "folder_link"),
        ("https://drive.google.com/drive/my-drive", "folder_link"),
        (f"https://docs.google.com/document/d/{ID}/edit", "other_document"),
        (f"https://docs.google.com/presentation/d/{ID}/edit", "other_document"),
        (f"https://docs.google.com/forms/d/e/{ID}/viewform", "other_document"),
        ("https://forms.gle/abcdefgh", "other_document"),
        ("https://sites.google.com/view/office", "other_document"),
        ("", "bad_address"),
        ("-", "bad_address"),
        ("https://bit.ly/3abc", "bad_address"),
        ("https://docs.google.com/spreadsheets/d/", "bad_address"),
        ("https://docs.google.com/spreadsheets/u/0/", "bad_address"),
        ("ชีตของกลุ่มบริหารงานการเงินและสินทรัพย์", "bad_address"),
        (
            f"https://docs.google.com/spreadsheets/d/{ID}/edit "
            f"https://docs.google.com/spreadsheets/d/{ID[::-1]}/edit",
            "bad_address",
        ),
    ],
)
def test_what_is_no_address_of_a_sheet_says_what_it_is(pasted, code):
    found = spreadsheet_id(pasted)
    assert isinstance(found, Fault)
    assert found.code == f"google_{code}"
    assert found.code in catalogue()


def test_the_same_spreadsheet_twice_is_one():
    address = f"https://docs.google.com/spreadsheets/d/{ID}/edit"
    assert spreadsheet_id(f"{address}\n{address}#gid=4") == Address(ID, "4")


def test_the_address_of_a_spreadsheet_opens_it_and_is_understood_again():
    address = Address(ID)
    assert spreadsheet_id(address.url) == address


@given(st.text(max_size=200))
def test_any_text_is_an_address_or_a_fault(text):
    found = spreadsheet_id(text)
    assert isinstance(found, Address) or found.code.startswith("google_")
