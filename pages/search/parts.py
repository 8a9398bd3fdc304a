"""The box of the search, its results by kind, and what to try where there are none."""

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from esa.judged import Judged
from esa.reading.office import Office, is_example
from esa.screen import filters, frame, notes, numerals
from esa.screen.paging import page_of, pager
from esa.telling.texts import escape, number, shorten
from pages.search import words as search_words
from pages.search.search import (
    BY_NAME,
    LONGEST_QUERY,
    Found,
    Hit,
    Index,
    Word,
    index_of,
    near,
    search,
)

FEW = 5  # results of a kind beside others
PAGE = 25  # results of one kind alone
KIND = "what"  # key of the filter in the address


def box() -> str:
    """The words asked for, in the address as ?q=."""
    # Not bound to the address by Streamlit: it would leave an entry in the history, on the way to
    # another page, that Back stops at.
    st.session_state["q"] = st.query_params.get("q", "")
    asked = st.text_input(
        "ค้นหาคำ ชื่อ หรือรหัส",
        key="q",
        type="search",
        on_change=_asked,
        placeholder="เช่น นิเทศ หรือ 2.2.1",
        help="เลขไทยหรือเลขอารบิก เว้นวรรคหรือไม่ ก็พบเหมือนกัน หลายคำหมายถึงต้องมีครบทุกคำ",
        width=560,
    )
    return (asked or "")[:LONGEST_QUERY]


def found(office: Office, index: Index, query: str) -> Found:
    """What the words find, kept for a while: every click on the page asks for it again."""
    return _found(identity=office.identity, query=query, _index=index)


@st.cache_resource(max_entries=64, show_spinner=False)
def _found(*, identity: str, query: str, _index: Index) -> Found:
    return search(_index, query)


def _asked() -> None:
    st.query_params["q"] = st.session_state["q"] or []


def kind(found: Found) -> str:
    """One kind of results, "" for all; offered where several were found."""
    asked = st.query_params.get(KIND, "")
    if len(found.hits) < 2 and asked not in found.hits:
        return filters.ALL
    shown = {filters.ALL: f"ทุกประเภท ({number(found.total)})"}
    for name, hits in found.hits.items():
        shown[name] = f"{search_words.KIND_TH[name]} ({number(len(hits))})"
    return str(filters.choose("ประเภท", list(shown), KIND, show=shown.get, width=300) or "")


def results(office: Office, found: Found, asked: Sequence[Word], only: str) -> None:
    """Results grouped by kind: a few of each, or all of one kind in pages."""
    if only:
        _one_kind(office, found.hits.get(only, ()), asked, only)
        return
    for name, hits in found.hits.items():
        notes.panel(f"{search_words.KIND_TH[name]} :gray[{number(len(hits))}]", small=True)
        _rows(office, hits[:FEW], asked, name)
        if len(hits) > FEW:
            st.button(
                numerals.digits(f"ดูเพิ่มอีก {number(len(hits) - FEW)} รายการ"),
                key=f"more_{name}",
                type="tertiary",
                on_click=_open_kind,
                args=(name,),
            )


def _open_kind(name: str) -> None:
    st.query_params[KIND] = name


def _one_kind(office: Office, hits: Sequence[Hit], asked: Sequence[Word], name: str) -> None:
    pages = max(-(-len(hits) // PAGE), 1)
    page = page_of(pages, "·".join([name, *(word.folded for word in asked)]))
    notes.panel(f"{search_words.KIND_TH[name]} :gray[{number(len(hits))}]", small=True)
    _rows(office, hits[(page - 1) * PAGE : page * PAGE], asked, name)
    pager(page, pages, len(hits), "รายการ")


def _rows(office: Office, hits: Sequence[Hit], asked: Sequence[Word], name: str) -> None:
    digits = numerals.shown_digits()
    with frame.rows(f"found_{name}"):
        for index, hit in enumerate(hits):
            with frame.row(f"found_{name}_{index}", gap=6):
                _result(office, hit, asked, digits)


def _result(
    office: Office, hit: Hit, asked: Sequence[Word], digits: Callable[[object], str]
) -> None:
    entry = hit.entry
    page, where = search_words.home(entry)
    label = digits(search_words.title(entry, asked))
    frame.open_page(label, page, marked=True, **where)
    known = BY_NAME[entry.kind]
    cell = notes.cell(office, known.tab, entry.row, known.title)
    badge = f" · {notes.SAMPLE_BADGE}" if _is_example(office, entry.links) else ""
    lines = [digits(search_words.context(entry, asked)), f":gray[{cell}]{badge}"]
    st.markdown("  \n".join(line for line in lines if line))


def _is_example(office: Office, links: dict[str, object]) -> bool:
    return not office.is_sample and is_example(links.get("remark"))


def nothing(index: Index, query: str, found: Found) -> None:
    """No results: how often each word occurs alone, and titles that look alike."""
    told = search_words.each_word(found)
    if told:
        notes.say(f":gray[{escape(told)}]")
    titles = near(index, query)
    if titles:
        notes.panel("ใกล้เคียง", small=True)
        _tries(titles, "near")
    else:
        notes.say(":gray[ลองใช้คำที่สั้นลง หรือตรวจตัวสะกด]")


def examples(judged: Judged) -> None:
    """Before anything is asked: what can be found, and words to begin with."""
    counts, tries = judged.once(_examples)
    said = " · ".join(f"{search_words.KIND_TH[k]} {number(n)}" for k, n in counts.items())
    if not said:
        notes.nothing("เมื่อมีสมุดงานแล้ว จะค้นหาได้ทุกเรื่องในชีตจากที่นี่")
        return
    notes.say(f":gray[{said}]")
    notes.panel("ลองค้นหา", small=True)
    _tries(tries, "try")


def _examples(judged: Judged) -> tuple[dict[str, int], list[str]]:
    """Entries of each kind, and codes and titles to try."""
    entries = judged.once(index_of).entries
    firsts = {entry.kind: entry for entry in reversed(entries) if entry.title}
    tries = [firsts[k].code for k in ("indicator", "criterion") if k in firsts]
    tries += [shorten(firsts[k].title, 60) for k in ("network", "school", "project") if k in firsts]
    return dict(Counter(entry.kind for entry in entries)), [text for text in tries if text]


def _tries(texts: Sequence[str], key: str) -> None:
    """Buttons that ask for these words."""
    with st.container(key=f"{key}_words", horizontal=True, gap="small"):
        for number_, text in enumerate(texts):
            st.button(
                escape(text, 70),
                key=f"{key}_{number_}",
                on_click=_ask,
                args=(shorten(text, LONGEST_QUERY).rstrip("…"),),
            )


def _ask(text: str) -> None:
    st.query_params["q"] = text
