"""An address in the wrong box is gone in one press: for whom, from where, and who had opened it by then."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pymupdf
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.program import Program
from tests.journeys.steps.unit import Unit
from tools.browser import axe_faults
from tools.live import Live

PAUSE_MS = 800  # the script waits until somebody stops typing
REFERENCE = "CHS-2026-00012"
ADDRESS = "14 Elm Road, Notown"
STREET = "Elm Road"
WAITED = f"He waited outside {ADDRESS} until ten."
SLEEPS = f"She sleeps at {ADDRESS} now."
PASSES = f"I pass {ADDRESS} each morning."
STEP = f"Fit an alarm at {ADDRESS}"
AUTHOR, READER = "police-supervisor", "outreach"
HER_SIDE = ("advocate", "lead", "police")  # the officer in the case answers for both sides
OTHERS = (AUTHOR, READER, "health", "health-supervisor", "coordinator", "auditor")
NAMES = {AUTHOR: "DI Morgan Specimen", READER: "Kit Sandboxe", "advocate": "Bryony Exempla"}
PAGES = ("", "timeline/", "people/", "history/", "team/", "plan/", "assessment/", "support/", "documents/")
LISTS = ("/", "/cases/", "/board/", "/board/print/", "/board/export/", "/inbox/")
# Where the words stand, as the columns hold them: nothing here is asked of the product.
STANDS = """
SELECT id FROM cases_incident WHERE what LIKE %(words)s
UNION SELECT id FROM cases_incidentversion WHERE what LIKE %(words)s
UNION SELECT id FROM cases_note WHERE text LIKE %(words)s
UNION SELECT id FROM cases_nextstep WHERE text LIKE %(words)s
"""
WHO_OPENED_IT = f"""
SELECT DISTINCT actor_name FROM audit_event
WHERE operation = 'consult' AND via <> 'worker' AND shown && ARRAY({STANDS})
AND recorded_at <= (SELECT max(hidden_at) FROM cases_hiding)
"""
SAID_BY_MAIL = "SELECT count(*) FROM notifications_notification WHERE text LIKE %(words)s"
SAID_BY_TRAIL = "SELECT count(*) FROM audit_event AS line WHERE line::text ILIKE %(words)s"


@dataclass
class WrongBox:
    """The unit on its case, and every page on which the address came to stand."""

    unit: Unit
    live: Live
    pages: list[str] = field(default_factory=list)

    def counted(self, query: str) -> list[tuple[object, ...]]:
        """What the database says, past every rule."""
        with self.live.connect() as link:
            return link.execute(query, {"words": f"%{STREET}%"}).fetchall()


def test_an_address_in_the_wrong_box_is_gone_in_one_press(person: Callable[..., Person], live: Live) -> None:
    unit = Unit(person, reference=REFERENCE)
    story = WrongBox(unit, live)

    # Given that somebody typed where she sleeps into boxes that his side reads
    somebody_types_it(story)
    # and others have read it, have a paper of it, and see it on the board
    others_read_it(story)
    # when her advocate sees it and presses, once
    advocate_presses(story)
    # then the page asks first whether she is safe, and says who had opened it, as the trail does
    the_page_says_who_opened_it(story)
    # and it is gone for everybody but her side, wherever they look, print, copy or ask.
    it_is_gone_everywhere(story)
    nothing_that_leaves_says_it(story)
    her_side_reads_it(story)


def test_her_side_is_asked_while_typing_and_his_side_is_not(person: Callable[..., Person], live: Live) -> None:
    unit = Unit(person, reference=REFERENCE)
    for slug, is_asked in (("advocate", True), (AUTHOR, False)):
        writer = unit[slug]
        unit.finds_the_case(slug)
        writer.opens(f"{writer.path}notes/new/?readers=team")
        question = writer.page.get_by_text("Is this where someone lives?")
        writer.fills("Note", "She rang at nine.")
        writer.page.wait_for_timeout(PAUSE_MS)
        expect(question).to_have_count(0)
        writer.fills("Note", SLEEPS)
        writer.page.wait_for_timeout(PAUSE_MS)
        expect(question).to_have_count(int(is_asked))
        expect(writer.page.get_by_role("link", name="Put it in the protected box")).to_have_count(int(is_asked))
        assert not axe_faults(writer.page)
        writer.fills("Note", "")
        expect(question).to_have_count(0)


def somebody_types_it(story: WrongBox) -> None:
    """A supervisor of the suspect's side records an incident, puts it right, writes a note, and says what is next."""
    author = story.unit[AUTHOR]
    story.unit.finds_the_case(AUTHOR)
    story.unit.case = author.path
    author.follows("Timeline")
    author.presses("Record an incident")
    author.dates("When did it happen?", date(2026, 6, 1))
    author.fills("What happened?", WAITED)
    author.fills("How do we know?", "A neighbour rang.")
    author.presses("Record the incident")
    author.sees("Incident recorded.")

    author.opens(f"{story.unit.case}timeline/")
    author.page.get_by_role("listitem").filter(has_text=STREET).get_by_role("link").first.click()
    author.sees(WAITED)
    story.pages.append(author.path)
    author.follows("Correct it or add to it")
    author.fills("How do we know?", "A neighbour rang, and sent a photograph.")
    author.presses("Save the incident")
    author.sees("A neighbour rang, and sent a photograph.")

    author.opens(f"{story.unit.case}timeline/")
    author.presses("Write a note")
    author.follows("Everyone on the case")
    author.fills("Note", SLEEPS)
    author.presses("Save the note")

    author.opens("/board/")
    author.follows(f"Change the next step of {REFERENCE}")
    author.fills("Next step", STEP)
    author.presses("Save the next step")
    author.sees(STEP)


def others_read_it(story: WrongBox) -> None:
    """One opens the note and begins another, not sent when he hides his screen; one takes a paper."""
    reader, author = story.unit[READER], story.unit[AUTHOR]
    reader.opens(f"{story.unit.case}timeline/")
    reader.sees(SLEEPS)
    reader.page.get_by_role("listitem").filter(has_text=SLEEPS).get_by_role("link").first.click()
    reader.sees("Who can read it", SLEEPS)
    story.pages.append(reader.path)

    reader.opens(f"{story.unit.case}notes/new/?readers=suspect_side")
    story.pages.append(reader.path)
    reader.fills("Note", PASSES)
    reader.presses("Hide screen")
    reader.presses("Show it again")
    reader.sees("You typed this at", "Empty the boxes")

    papers = f"{story.unit.case}documents/"
    author.opens(papers)
    author.presses("Make a case summary")
    author.comes_back_until(papers, "Ready")
    assert STREET in text_of(author.downloads(f"{REFERENCE}-summary.pdf"))


def advocate_presses(story: WrongBox) -> None:
    """She marks the address in one of the texts; the press says what it will do."""
    advocate = story.unit["advocate"]
    advocate.opens(f"{story.unit.case}timeline/")
    advocate.sees(SLEEPS)
    marks(advocate, SLEEPS, ADDRESS)
    advocate.presses(f"Hide “{ADDRESS}” in all of this case now")


def the_page_says_who_opened_it(story: WrongBox) -> None:
    """Nothing is asked before whether she is safe, and the list is what an independent count of the trail gives."""
    advocate = story.unit["advocate"]
    advocate.sees("Is she safe tonight?", "Three people opened it, one on her side. One copy left.")
    assert advocate.page.locator("main textarea, main select").count() == 0
    heads = advocate.page.get_by_role("table", name="Who opened it").get_by_role("rowheader")
    listed = {head.splitlines()[0].strip() for head in heads.all_inner_texts()}
    counted = {name for (name,) in story.counted(WHO_OPENED_IT)}
    assert listed == counted == set(NAMES.values())
    advocate.presses("No, or I do not know yet")
    advocate.sees("No, or I do not know yet. Bryony Exempla")
    line = f"Somebody has what you were called for. {REFERENCE}"
    story.unit["lead"].comes_back_until("/inbox/", line)


def it_is_gone_everywhere(story: WrongBox) -> None:
    """Record, version, timeline, what is typed and not sent, board, its paper and its file, inbox and the API."""
    unit = story.unit
    for slug in OTHERS:
        for page in PAGES:
            unit[slug].does_not_get(f"{unit.case}{page}", STREET)
        for path in (*LISTS, *story.pages):
            unit[slug].does_not_get(path, STREET)
    for slug in (AUTHOR, READER, "coordinator"):
        assert STREET not in Program(story.live, slug).reads(unit.case.split("/")[2])
    author, reader = unit[AUTHOR], unit[READER]
    author.opens(story.pages[0])
    author.sees("He waited outside [hidden] until ten.")
    reader.opens(story.pages[1])
    reader.sees("She sleeps at [hidden] now.")
    reader.opens(story.pages[2])
    reader.sees("I pass [hidden] each morning.", "You typed this at")
    author.opens("/board/")
    author.sees("Fit an alarm at [hidden]")


def nothing_that_leaves_says_it(story: WrongBox) -> None:
    """The paper is withheld and the next one does not hold it; no mail and no line of the trail ever did."""
    author, papers = story.unit[AUTHOR], f"{story.unit.case}documents/"
    author.opens(papers)
    author.sees("Withheld")
    assert author.page.get_by_role("link", name=f"{REFERENCE}-summary.pdf").count() == 0
    author.presses("Make a case summary")
    author.comes_back_until(papers, "Ready")
    assert STREET not in text_of(author.downloads(f"{REFERENCE}-summary.pdf"))
    assert not [mail for mail in story.live.mail() if STREET in mail]
    assert story.counted(SAID_BY_MAIL) == story.counted(SAID_BY_TRAIL) == [(0,)]


def her_side_reads_it(story: WrongBox) -> None:
    """For them nothing is missing, and the page says that it is hidden from others."""
    for slug in HER_SIDE:
        theirs = story.unit[slug]
        theirs.opens(story.pages[0])
        theirs.sees(WAITED, "Hidden from others")


def marks(somebody: Person, text: str, words: str) -> None:
    """Mark these words where they stand in a text, as with a mouse."""
    place = somebody.page.get_by_role("main").get_by_text(text, exact=True)
    place.evaluate(
        """(element, words) => {
          const node = [...element.childNodes].find((one) => one.data?.includes(words))
          const start = node.data.indexOf(words)
          getSelection().setBaseAndExtent(node, start, node, start + words.length)
        }""",
        words,
    )


def text_of(paper: bytes) -> str:
    with pymupdf.open(stream=io.BytesIO(paper)) as pages:
        return " ".join(" ".join(page.get_text().split()) for page in pages)
