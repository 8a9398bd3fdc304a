"""The box of the search, its results by kind, and what to try where there are none."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from esa.judged import Judged
from esa.reading.office import Office
from esa.screen import filters, notes, show
from esa.screen.paging import page_of, pager
from esa.telling.texts import number, shorten, unfolded
from esa.telling.topic import Kept, quiet
from pages.search import words as search_words
from pages.search.search import LONGEST_QUERY, Found, Hit, Index, Word, index_of, near, search

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
        help="ใช้เลขไทยหรือเลขอารบิก เว้นวรรคหรือไม่ก็ได้ ถ้าพิมพ์หลายคำ จะพบเฉพาะรายการที่มีครบทุกคำ",
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


def results(judged: Judged, found: Found, asked: Sequence[Word], only: str) -> None:
    """Results grouped by kind: a few of each, or all of one kind in pages."""
    if only:
        hits = found.hits.get(only, ())
        pages = max(-(-len(hits) // PAGE), 1)
        page = page_of(pages, "·".join([only, *(word.folded for word in asked)]))
        _list(judged, only, hits[(page - 1) * PAGE : page * PAGE], len(hits), asked)
        pager(page, pages, len(hits), "รายการ")
        return
    for name, hits in found.hits.items():
        few = unfolded(len(hits), FEW)
        _list(judged, name, hits[:few], len(hits), asked)
        if len(hits) > few:
            said = f"ดูเพิ่มอีก {number(len(hits) - few)} รายการ"
            opens = {"type": "tertiary", "on_click": _open_kind, "args": (name,)}
            st.button(show.markdown(said), key=f"more_{name}", **opens)


def _open_kind(name: str) -> None:
    st.query_params[KIND] = name


def _list(
    judged: Judged, name: str, hits: Sequence[Hit], there: int, asked: Sequence[Word]
) -> None:
    told = search_words.of_kind(judged.office, name, hits, there, asked)
    show.panel(told.heading, small=True)
    show.topic(judged, told, most=PAGE)


def nothing(index: Index, query: str, found: Found) -> None:
    """No results: how often each word occurs alone, and titles that look alike."""
    told = search_words.each_word(found)
    if told:
        show.say(quiet(told))
    titles = near(index, query)
    if titles:
        show.panel("ใกล้เคียง", small=True)
        _tries(titles, "near")
    else:
        show.say(quiet("ลองค้นด้วยคำที่สั้นลง หรือตรวจตัวสะกด"))


def examples(judged: Judged) -> None:
    """Before anything is asked: what can be found, and words to begin with."""
    counts, tries = judged.once(_examples)
    said = " · ".join(f"{search_words.KIND_TH[k]} {number(n)}" for k, n in counts.items())
    if not said:
        notes.nothing("เมื่อมีสมุดงานแล้ว จะค้นหาได้ทุกเรื่องในชีตจากที่นี่")
        return
    show.say(quiet(said))
    show.panel("ลองค้นหา", small=True)
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
                show.markdown(Kept(shorten(text, 70))),
                key=f"{key}_{number_}",
                on_click=_ask,
                args=(shorten(text, LONGEST_QUERY).rstrip("…"),),
            )


def _ask(text: str) -> None:
    st.query_params["q"] = text
