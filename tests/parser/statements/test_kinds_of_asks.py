"""What is an ask and what is none, kind by kind, in sentences of our own; and lists, headings, submissions."""

from pathlib import Path

import pytest

from parser.document import parse

KINDS = Path(__file__).parent / "kinds"

HEAD = """Open letter on the draft code

3 May 2025

Dear Secretary of State,

We run a helpline for families, and each day we hear from many of them about what they saw.

"""
TAIL = """

Many children call us each day.

Yours sincerely,

Jane Archer
Chief Executive, Lantern Trust
"""
ASKS = """
We ask that Ofcom publishes its reasons in full.
We would welcome a commitment to review the threshold within a year.
We would be grateful for a meeting before the summer recess.
It is time for ministers to act on the evidence.
The Government needs to bring forward the remaining regulations.
Now is the moment for Ofcom to close the gap in paragraph 4.
Ofcom ought to require services to test their systems.
Let the code say plainly that livestreams are covered.
Will you commit to publishing the guidance by June?
We want livestreaming to be covered by the measure.
We believe the code should cover private groups.
Our view is that the measure should be extended to small services.
In our view, C6 should apply to every service that children use.
What is needed is a duty on platforms to check ages.
We are asking for three changes to the draft.
The coalition is calling for an urgent review of the code.
I urge you to reconsider.
I hope that you will strengthen the draft before it is laid.
We therefore recommend that the definition of crisis be widened.
It is essential that the code be amended before it comes into force.
There must be no exemption for small services.
No service should be allowed to recommend such content to a child.
Platforms must be required to remove it within a day.
Children must be protected from such content by default.
We look to Ofcom to use its powers in full.
Ofcom must not wait for another death.
Measures should include a ban on autoplay for children.
We join others in calling for a statutory code.
We support calls for a public inquiry and ask that it begin this year.
The Lantern Trust recommends removing the word reasonable from C4.2.
We propose replacing "may" with "must" in C4.2.
We invite the committee to take evidence from families.
Parliament should have a vote on the code.
We seek an assurance that the measure will not be weakened.
A ban on such features is needed.
We press the Government for a timetable.
"""
NONE = """
We welcome the draft code and thank Ofcom for its work.
Under the Act, services must assess the risk of harm.
The code says that providers should review content swiftly.
Ofcom has proposed that services should use age checks.
We asked Ofcom in March whether the measure applied.
We will continue to support families who are affected.
Parents should be able to trust the services their children use.
Children should not have to live in fear.
Nobody should lose a child in this way.
We must all work together.
The draft recommends that providers have a moderation function.
We are pleased that the Government has committed to act.
Services are required to keep a record.
The measure would apply to large services only.
It must have been clear to the provider that the content was harmful.
Our research shows that one child in four has seen such content.
In its response, Ofcom said that "services must act quickly".
Ministers have promised that the regulator will act.
If the threshold were lowered, more services would be covered.
We have called for this since 2019.
The guidance explains how providers should assess risk.
We ask children what they think every year.
We recommend our guide to all parents.
Please contact us for further information.
The Government's policy is that platforms must do more.
We understand that the code needs to be proportionate.
This should come as no surprise.
The Secretary of State must lay the code before Parliament under section 43.
We need to talk about safety.
You asked us how the measure should apply.
The families wrote to us; we read your letter of May, asking for a meeting.
"""


def asks(body: str) -> list[str]:
    """The asks of a letter with this body."""
    made = parse((HEAD + body + TAIL).encode(), name="letter.txt").statement
    assert made is not None
    return [ask.text for ask in made.asks]


@pytest.mark.parametrize("sentence", [*ASKS.strip().split("\n"), *(KINDS / "asks.txt").read_text("utf-8").splitlines()])
def test_an_ask(sentence: str) -> None:
    """A request, a demand, a need, a moment, a view of one's own, what children are owed: each is found whole."""
    assert asks(sentence) == [sentence]


@pytest.mark.parametrize("sentence", [*NONE.strip().split("\n"), *(KINDS / "none.txt").read_text("utf-8").splitlines()])
def test_no_ask(sentence: str) -> None:
    """What the law says, a regulator proposed, a policy is; praise, promises, the past, advice to parents."""
    assert asks(sentence) == []


def test_sentences_written_before_they_were_read() -> None:
    """Of some hundreds in one letter, written without looking at the grammar, those that ask are found, each whole."""
    lines = (KINDS / "fresh.txt").read_text("utf-8").splitlines()
    wanted = [line[2:] for line in lines if line.startswith("+ ")]
    found = asks("\n\n".join(line[2:] for line in lines))
    assert [line for line in wanted if line not in found] == []
    assert [line for line in found if line not in wanted] == []


@pytest.mark.parametrize(
    ("body", "many"),
    [
        ("Our recommendations\n\nRecommendation 1: Ofcom should lower the threshold.\n\nIt is high.\n\n"
         "Recommendation 2: The measure should apply to search.\n\nIt does not today.", 2),
        ("We call on the Government to\n\n• publish the plan\n\n• fund the helpline\n\n• lay the code", 3),
        ("We make the following recommendations:\n\n(a) that the definition be widened;\n\n"
         "(b) that private groups be covered.", 2),
        ("The coalition asks Ofcom to:\n\n(i) define crisis;\n\n(ii) name a contact.", 2),
        ("We urge ministers to:\n\nPublish the plan; and\n\nFund the helpline.", 2),
        ("Key recommendations\n\nLower the threshold for live video.\n\nTest recommender systems before launch.", 2),
        ("Question 4: Do you agree that providers should have a protocol?\n\n"
         "Yes. The protocol should also cover livestreams.", 1),
        ("The draft code recommends that providers:\n\n• have a moderation function\n\n• set targets", 0),
        ("Under the Act, services must:\n\n• assess risk\n\n• keep records", 0),
        ("We have three concerns:\n\n1. The threshold is high.\n\n2. The measure is late.\n\n3. The fines are low.", 0),
    ],
)  # fmt: skip
def test_lists_and_headings(body: str, many: int) -> None:
    """Items below a call are asks however they are marked; below what a text says of the law they are none."""
    assert len(asks(body)) == many


SUBMISSION = """Lantern Trust submission to the consultation on additional measures

1. Introduction

1.1 We are a charity that runs a helpline for families.

1.2 We welcome the proposals in part. The Act requires services to assess risk.

2. Livestreams

2.1 We recommend that PCU C11 be extended to every live service.

2.2 Providers should be required to cut a stream within a minute.

2.3 Our own data shows that most calls come at night.
"""


def test_a_submission_with_dotted_numbers_is_a_statement() -> None:
    """Its paragraphs keep their numbers, and its asks say in which they stand."""
    made = parse(SUBMISSION.encode(), name="submission.txt")
    assert made.kind == "statement"
    assert made.shortfalls == ()
    assert made.statement is not None
    assert made.statement.issuer == "Lantern Trust"
    assert [ask.num for ask in made.statement.asks] == ["2.1", "2.2"]


def test_a_regulators_text_with_dotted_numbers_is_none() -> None:
    """The same paragraphs under a regulator's title are no statement."""
    text = SUBMISSION.replace("Lantern Trust submission to", "Ofcom response to")
    assert parse(text.encode(), name="text.txt").kind != "statement"


def test_news_that_tell_of_a_letter_are_no_statement() -> None:
    """A newspaper that tells what families ask is not the one who asks."""
    news = (
        "Families write to leaders\n\nThe Evening Lamp\n\nA group of families sent a joint letter to party leaders, "
        "urging them to pledge to protect children online.\n\nThe letter was signed by eleven parents."
    )
    assert parse(news.encode(), name="news.txt").statement is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The Lantern Trust is worried by the plan. It also believes that keepers should be consulted first.",
         ["It also believes that keepers should be consulted first."]),
        ("The government is worried by the plan. It also believes that keepers should be consulted first.", []),
        ("The quay is dark at the far end.We ask that the council lights it by May.",
         ["We ask that the council lights it by May."]),
    ],
)  # fmt: skip
def test_what_it_thinks_is_of_the_sentence_before(body: str, found: list[str]) -> None:
    """Who `it` is, is found in the sentence before, and a sentence begins where the space before it was lost."""
    assert asks(body) == found
