"""Personal data: found in every shape people type it, and places and posts left alone."""

import pytest
from hypothesis import given, strategies

from esa.reading import personal
from esa.reading.columns import mask_cells, wordy
from esa.reading.personal import MASK, is_citizen_id, mask, mask_column
from esa.reading.schema import field_from, read_tabs

WITHOUT_CHECK = "100000000000"  # a made-up number; its check digit is worked out below


def citizen() -> str:
    return next(n for n in (f"{WITHOUT_CHECK}{digit}" for digit in range(10)) if is_citizen_id(n))


def text_field(**words):
    return field_from({"name": "x", "title": "ช่อง", "type": "string", **words})


def test_a_citizen_number_is_known_by_its_check_digit():
    right = citizen()
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    assert mask(f"เลขที่ {right} ครับ") == (f"เลขที่ {MASK} ครับ", ("citizen_id",))
    assert mask(f"เลขที่ {wrong} ครับ") == (f"เลขที่ {wrong} ครับ", ())
    assert mask(f"{right}0")[1] == ()


def test_a_citizen_number_is_found_with_hyphens_spaces_and_thai_digits():
    n = citizen()
    parts = (n[0], n[1:5], n[5:10], n[10:12], n[12])
    for typed in ("-".join(parts), " ".join(parts), n.translate(str.maketrans("01", "๐๑"))):
        assert mask(typed) == (MASK, ("citizen_id",))


@pytest.mark.parametrize(
    "typed",
    [
        "081-234-5678",
        "0812345678",
        "08 1234 5678",
        "๐๘๑-๒๓๔๕๖๗๘",
        "081.234.5678",
        "+66 81 234 5678",
        "074-691234",
        "0-7469-1234",
        "02-123-4567",
        "(074) 691234",
        "0\u200b812345678",
    ],
)
def test_a_telephone_number_is_masked(typed):
    assert mask(f"ติดต่อ {typed}") == (f"ติดต่อ {MASK}", ("phone",))


def test_two_telephone_numbers_beside_each_other_are_both_masked():
    assert mask("081-2345678/089-1234567")[0] == f"{MASK}/{MASK}"
    assert mask("081-2345678, 089-1234567")[0] == f"{MASK}, {MASK}"


def test_a_short_number_after_the_word_telephone_is_masked():
    assert mask("โทร. 691234 ต่อ 12")[0] == f"โทร. {MASK} ต่อ 12"


@pytest.mark.parametrize(
    "typed",
    [
        "0812345678/2557",
        "ศธ 04169/1234",
        "01234567",
        "93020001",
        "0012345678",
        "1,189,260",
        "80,445,965.00",
        "2557-05-30",
        "30/5/2557",
        "43/42/43, 13/14/13",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "081234567890",
        "0.812345678",
        "2553-2562",
        "https://drive.google.com/drive/folders/0812345678",
    ],
)
def test_document_numbers_codes_and_amounts_are_no_telephone_numbers(typed):
    assert mask(typed) == (typed, ())


def test_an_e_mail_address_is_masked():
    assert mask("ส่งที่ a.b@example.com ภายในวันศุกร์") == (f"ส่งที่ {MASK} ภายในวันศุกร์", ("email",))
    assert mask("จัดที่ @สพป.")[1] == ()


@pytest.mark.parametrize(
    "title", ["นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ด.ญ.", "เด็กชาย", "เด็กหญิง", "ดร.", "ว่าที่ ร.ต."]
)
@pytest.mark.parametrize("between", ["", " "])
def test_a_title_before_a_name_is_masked_with_the_name(title, between):
    typed = f"รายงานของครู {title}{between}ตัวอย่าง นามสมมติ"
    assert mask(typed) == (f"รายงานของครู {MASK}", ("name",))


def test_a_title_after_a_joining_word_is_a_token_too():
    assert mask("อนุมัติโดยนายตัวอย่าง นามสมมติ")[0] == f"อนุมัติโดย{MASK}"
    assert mask("(นางตัวอย่าง นามสมมติ) กรรมการ")[0] == f"({MASK}) กรรมการ"
    assert mask("น\u200bายตัวอย่าง นามสมมติ")[0] == MASK


def test_the_post_behind_a_name_stays_readable():
    assert mask("นายตัวอย่าง ตำแหน่ง ครู")[0] == f"{MASK} ตำแหน่ง ครู"


@pytest.mark.parametrize(
    "typed",
    [
        "บ้านเกาะนางคำ",
        "ทต.เกาะนางคำ",
        "บ้านพรุนายขาว",
        "นายอำเภอกงหรา",
        "นายกเทศมนตรีตำบล",
        "นายก อบต.ควนขนุน",
        "นายกองค์การบริหารส่วนตำบล",
        "นายทะเบียน",
        "นายช่างโยธา",
        "นายแพทย์สาธารณสุขจังหวัด",
        "นาย/นาง/นางสาว",
        "เด็กชายและเด็กหญิง",
        "เด็กหญิง อายุ 12 ปี",
        "น.ส.3 ก",
        "ปริญญาเอก (ดร.)",
    ],
)
def test_places_posts_and_bare_titles_are_no_persons(typed):
    assert mask(typed) == (typed, ())


def test_names_beginning_like_a_post_are_still_names():
    assert mask("นายกมลตัวอย่าง นามสมมติ")[1] == ("name",)
    assert mask("นายพลวัตตัวอย่าง นามสมมติ")[1] == ("name",)


def test_exemptions_are_for_one_rule_only():
    assert mask("นางตัวอย่าง นามสมมติ", names_exempt=True)[1] == ()
    assert mask("0812345678", names_exempt=True)[1] == ("phone",)
    assert mask("0812345678", digits_exempt=True)[1] == ()
    assert mask(citizen(), names_exempt=True, digits_exempt=True)[1] == ("citizen_id",)


@pytest.mark.parametrize(
    "typed",
    [
        "ร.ต.อ.ตัวอย่าง นามสมมติ",
        "ร.ต.อ.หญิง ตัวอย่าง นามสมมติ",
        "พ.ต.ท. ตัวอย่าง นามสมมติ",
        "ด.ต. ตัวอย่าง",
        "ส.ต.ท.ตัวอย่าง",
        "จ.ส.ต. ตัวอย่าง นามสมมติ",
        "พล.ต. ตัวอย่าง นามสมมติ",
        "ร.ท. ตัวอย่าง นามสมมติ",
        "พันตำรวจโท ตัวอย่าง นามสมมติ",
        "สิบเอก ตัวอย่าง นามสมมติ",
        "นายก.ตัวอย่าง",
        "นาย ส. ตัวอย่าง",
        "น.ส.ก.ตัวอย่าง",
    ],
)
def test_ranks_and_initials_before_a_name_are_masked_with_the_name(typed):
    assert mask(typed) == (MASK, ("name",))
    assert mask(f"วิทยากร {typed} (ตำแหน่ง ครู)")[0] == f"วิทยากร {MASK} (ตำแหน่ง ครู)"


@pytest.mark.parametrize(
    "typed",
    [
        "นายก.อบต.ควนขนุน",
        "นายก. ทต.เกาะนางคำ",
        "นายก.เทศมนตรี",
        "ร.ต. ตัวอย่าง",
        "พันเอก",
        "พลตรี กองทัพ ภาคที่ 4",
        "พ.ต. ค่ายทหาร ปัตตานี",
        "พ.อ.สว. ออกหน่วย บริการ",
        "จ.ตรัง อำเภอเมือง จังหวัด",
        "พ.ร.บ. การศึกษา แห่งชาติ",
        "ตำรวจภูธร ควนขนุน",
        "ครูผู้สอน ระดับปฐมวัย",
        "ครูผู้ช่วย",
        "คุณธรรม จริยธรรม",
        "คุณภาพ การศึกษา",
    ],
)
def test_short_forms_and_words_that_begin_like_a_rank_are_no_persons(typed):
    assert mask(typed) == (typed, ())


WIDE = ["０８１２３４５６７８", "０８๑－２３４-5678"]


@pytest.mark.parametrize("typed", WIDE)
def test_full_width_digits_are_digits(typed):
    assert mask(f"ติดต่อ {typed}") == (f"ติดต่อ {MASK}", ("phone",))


def test_a_full_width_at_sign_makes_an_address():
    assert mask("ส่งที่ a.b＠example.com")[0] == f"ส่งที่ {MASK}"
    assert mask("แผน（ฉบับร่าง）") == ("แผน（ฉบับร่าง）", ())


@pytest.mark.parametrize("cell", [812345678, 812345678.0, 698765432])
def test_a_telephone_number_that_became_a_number_is_masked_among_texts_only(cell):
    assert mask_column([cell], text_field()) == ([MASK], {0: personal.words(["phone"])})
    assert mask_cells([cell], wordy([cell]), text_field())[0] == [MASK]
    amount = field_from({"name": "n", "title": "n", "type": "number"})
    for other in (amount, text_field(code=True), None):
        assert mask_column([cell], other) == ([cell], {})


@pytest.mark.parametrize("cell", [712345678, 81234567, 8123456789, 812345678.5, -812345678])
def test_other_numbers_among_texts_stay(cell):
    assert mask_column([cell], text_field()) == ([cell], {})


@pytest.mark.parametrize(
    ("tab", "name"),
    [
        ("network_activities", "title"),
        ("projects", "title"),
        ("kpis", "title"),
        ("figures", "label"),
        ("evidence", "place"),
        ("spending", "source_of_money"),
    ],
)
def test_only_names_of_schools_places_partners_and_bodies_are_exempt(tab, name):
    field = read_tabs()[tab].field(name)
    assert mask_column(["เยี่ยมบ้าน ด.ช. ตัวอย่าง นามสมมติ"], field)[0] == [f"เยี่ยมบ้าน {MASK}"]
    for cell in ("บ้านเกาะนางคำ", "นายกเทศมนตรี"):
        assert mask_column([cell], field) == ([cell], {})


@pytest.mark.parametrize(
    ("tab", "name"), [("schools", "name"), ("schools", "tambon"), ("resources", "partner")]
)
def test_a_school_or_place_may_be_named_after_a_person(tab, name):
    cells = ["นางตัวอย่าง นามสมมติ"]
    assert mask_column(cells, read_tabs()[tab].field(name)) == (cells, {})


PIECES = [
    "ร.ต.อ.",
    "นายก.",
    "０๘",
    "＠",
    "นาย",
    "นาง",
    "ตัวอย่าง",
    " ",
    "081-2345678",
    "/",
    "-",
    ",",
    "a@b.co",
    "ด.ช.",
    citizen(),
    "0",
    "โทร ",
]


@given(
    strategies.lists(strategies.sampled_from(PIECES), max_size=8).map("".join) | strategies.text()
)
def test_masking_twice_changes_nothing(typed):
    masked, kinds = mask(typed)
    again, told = mask(masked)
    assert again == masked
    assert told == (("hidden",) if MASK in masked else ())
    assert (masked == typed) == (kinds in ((), ("hidden",)))


def test_a_column_is_masked_in_place_and_says_where():
    cells = ["แผน", None, "0812345678", 12, "0812345678", int(citizen()), float(citizen()), True]
    masked, kinds = mask_column(cells, text_field())
    assert masked == ["แผน", None, MASK, 12, MASK, MASK, MASK, True]
    assert sorted(kinds) == [2, 4, 5, 6]
    assert kinds[2] == personal.words(["phone"])
    assert cells[2] == "0812345678"


def test_the_exemptions_of_a_column_come_from_its_field():
    name, digits = ["นางตัวอย่าง นามสมมติ"], ["0812345678"]
    assert mask_column(name, text_field(public_name=True)) == (name, {})
    assert mask_column(digits, text_field(code=True)) == (digits, {})
    assert mask_column(digits, text_field())[1] and mask_column(name)[1] and mask_column(digits)[1]
    amount = field_from({"name": "n", "title": "n", "type": "number"})
    assert mask_column([int(citizen())], amount) == ([int(citizen())], {})


@pytest.mark.parametrize("name", ["dashboard", "esa-2", "DASHBOARD"])
def test_the_address_of_a_service_account_is_no_person_s_and_must_be_seen(name):
    robot = f"{name}@office-sheets.iam.gserviceaccount.com"
    text = f"แชร์ให้ {robot} ไม่ใช่ somebody@gmail.com"
    assert mask(text) == (f"แชร์ให้ {robot} ไม่ใช่ {MASK}", ("email",))
    assert mask(f"แชร์ให้ {robot}")[1] == ()
    for other in (f"{robot}.example.org", "x@iam.gserviceaccount.com.example"):
        assert MASK in mask(other)[0]
