"""Ready-made editions: as the sample says it, blank where unknown, begun with by `template`."""

from datetime import datetime

import pytest

from esa.commands import cli
from esa.reading.office import BANGKOK, read_office
from esa.sources.folder import read_folder
from esa.templates.editions import codes, ready, unknown

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)


@pytest.mark.parametrize("code", codes())
def test_a_ready_made_edition_agrees_with_the_sample_and_lists_what_is_unknown(code, sample):
    rows = ready(code)
    for tab, columns in {"rubric": ("indicator", "level", "min_clear", "max_clear")}.items():
        ours = {tuple(row[c] for c in columns) for row in rows[tab]}
        table = sample.rows[tab]
        said = zip(table["edition"], *(table[c] for c in columns), strict=True)
        theirs = {tuple(values) for edition, *values in said if edition == code}
        assert ours == theirs
    known = dict(zip(*(sample.rows["criteria"][c] for c in ("criterion", "title")), strict=True))
    for row in rows["criteria"]:
        assert (row["title"] or None) == known.get(row["criterion"], row["title"] or None)
    listed = unknown(code)
    assert listed
    if code == "2557":  # of 2560 nothing but titles is known
        assert any("1.1" in line and "1, 3, 5, 6" in line for line in listed)


def test_a_template_begins_with_an_edition(tmp_path, capsys):
    folder = tmp_path / "office"
    assert cli.main(["template", str(folder), "--edition", "2557"]) == 0
    assert "1, 3, 5, 6" in capsys.readouterr().out  # what is still to be typed
    found = read_office(read_folder(folder, NOW), NOW)
    assert found.edition == "2557"
    assert {"required_blank", "no_settings"} >= {
        p.code for p in found.problems if p.severity == "error"
    }


def test_an_unknown_edition_is_refused_before_anything_is_written(tmp_path, capsys):
    assert cli.main(["template", str(tmp_path / "x"), "--edition", "9999"]) == 2
    assert not (tmp_path / "x").exists()
    assert "2557" in capsys.readouterr().err
