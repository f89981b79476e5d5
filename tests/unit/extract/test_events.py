"""Events of meetings and exercises on public record, and of made-up ones that nobody speaks in."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.extract.events import find_events
from analysis.extract.mentions import MentionFinder
from analysis.paths import CHECKOUT
from analysis.reference import load_actors, load_timeline

REFERENCE = CHECKOUT / "data" / "reference"


NAMED = {
    "year in the name": ("The Zapad-2021 exercise was large.", ["Zapad-2021"]),
    "year beside": ("The Union Shield 2023 drills were large.", ["Union Shield 2023"]),
    "other name of the series": ("The Allied Resolve 2022 drills were large.", ["Union Resolve 2022"]),
    "short year": ("The Steadfast Defender-24 drills were large.", ["Steadfast Defender 2024"]),
    "year from the date": ("The Zapad exercise was held in September 2021.", ["Zapad-2021"]),
    "no year": ("The Slavic Brotherhood exercise was large.", ["Slavic Brotherhood"]),
    "twice in a sentence": ("Zapad-2021 was large, and Zapad-2021 was long.", ["Zapad-2021"]),
    "two": ("Zapad-2017 and Zapad-2021 were large.", ["Zapad-2017", "Zapad-2021"]),
    "hyphen in the name": ("The DEFENDER-Europe 21 drills were large.", ["DEFENDER-Europe 2021"]),
    "battlegroup": ("The Zapad group of forces was large.", []),
    "mission": ("The Baltic Air Policing flights were long.", []),
    "not held": ("The Zapad-2023 exercise was not held.", []),
    "called off": ("The army cancelled the Zapad-2023 exercise.", []),
    "called off by a pronoun": ("Zapad-2023 is easy: it was called off.", []),
    "called off in a clause": ("The Zapad-2023 drills, which were cancelled in July, were to be large.", []),
    "cancelled, a participle": ("Zapad-2023, cancelled in July, was to be large.", []),
    "will not take place": ("Zapad-2023 will not take place.", []),
    "there will be none": ("There will be no Zapad-2023.", []),
    "its cancellation": ("The cancellation of Zapad-2023 surprised many.", []),
    "called off in another sentence": (
        "Zapad-2023 was to be large. In July the army cancelled Zapad-2023.",
        [],
    ),
    "not called off": ("The Zapad-2021 exercise was not cancelled.", ["Zapad-2021"]),
    "held again": ("The army holds Zapad-2021, which had been suspended.", ["Zapad-2021"]),
    "called something": ("The army called the Zapad-2021 exercise a success.", ["Zapad-2021"]),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED)
def test_named_exercises(events_of, text, expected):
    assert [(event.kind, event.name) for event in events_of(text)] == [
        ("exercise", name) for name in expected
    ]


def test_the_timeline_names_exercises_as_texts_do(events_of):
    exercises = {event.name for event in load_timeline(REFERENCE) if event.kind == "exercise"}
    told = {
        name
        for name in exercises
        for event in events_of(f"The {name} drills were large.")
        if event.name == name
    }
    assert len(told) >= 12
    assert {name for name in exercises if name[-4:].isdigit() and " and " not in name} <= told


def test_an_exercise_has_its_days_place_and_participants(events_of):
    text = "Russia and Belarus held the Zapad-2021 exercise in Brest on 10-16 September."
    (event,) = events_of(text)
    assert text[event.start : event.end] == "Zapad-2021"
    assert (event.date_start, event.date_end) == (dt.date(2021, 9, 10), dt.date(2021, 9, 16))
    assert event.place_id == "brest"
    assert event.participants == ("russia", "belarus")


def test_a_date_of_another_year_is_not_that_of_the_exercise(events_of):
    (event,) = events_of("The Zapad-2017 exercise was held again in September 2021.")
    assert (event.name, event.date_start) == ("Zapad-2017", None)


def test_the_year_in_the_name_is_that_of_a_date_without_one(events_of):
    (event,) = events_of("The Zapad-2017 exercise was held on 14-20 September.")
    assert event.date_start == dt.date(2017, 9, 14)


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Poland rejected reports that a Russian brigade had come.", ("poland",)),
        ("Poland rejected claims about the Russian brigade.", ("poland",)),
        ("Poland rejected Russia's claim that a brigade had come.", ("poland", "russia")),
        ("Poland dismissed allegations by Russia.", ("poland", "russia")),
        ("Poland rejected as absurd claims that a Russian brigade had come.", ("poland",)),
        ("Poland rejected the idea that a Russian brigade would come.", ("poland",)),
    ],
)
def test_who_rejects_a_report_refuses_who_made_it(events_of, text, participants):
    assert [(one.plover, one.participants) for one in events_of(text)] == [("REJECT", participants)]


def test_who_only_watches_takes_no_part(events_of):
    (event,) = events_of("Poland watched the Zapad-2021 exercise of Russia and Belarus.")
    assert event.participants == ("russia", "belarus")


EVENTS = {
    "states hold an exercise": (
        "Russia and Belarus began joint exercises near Grodno on Monday.",
        [("exercise", "Exercise of Belarus, Russia", "2021-09-13", "grodno", ("russia", "belarus"))],
    ),
    "alliance": (
        "NATO launched a drill in Poland.",
        [("exercise", "Exercise of NATO", None, "poland", ("nato",))],
    ),
    "one state alone": (
        "Poland held a naval exercise on Monday.",
        [("exercise", "Exercise of Poland", "2021-09-13", None, ("poland",))],
    ),
    "a member of an alliance": (
        "Poland, a NATO member since 1999, held a naval exercise on Monday.",
        [("exercise", "Exercise of Poland", "2021-09-13", None, ("poland",))],
    ),
    "exercise of a state": (
        "It was part of a Polish military exercise.",
        [("exercise", "Exercise of Poland", None, None, ("poland",))],
    ),
    "during an exercise": (
        "Polish jets collided during a training exercise.",
        [("exercise", "Exercise of Poland", None, None, ("poland",))],
    ),
    "they who say so": (
        "Poland and Lithuania announced that they will begin joint drills on Friday.",
        [("exercise", "Exercise of Lithuania, Poland", "2021-09-17", None, ("poland", "lithuania"))],
    ),
    "conducted by": (
        "Latvia watched the exercises conducted by Poland and its allies.",
        [],
    ),
    "military and conducted by": (
        "Latvia watched the naval exercises conducted by Poland and its allies.",
        [("exercise", "Exercise of Poland", None, None, ("poland",))],
    ),
    "with others": (
        "We held exercises with our Polish colleagues.",
        [("exercise", "Exercise of Poland", None, None, ("poland",))],
    ),
    "exercise of nobody's forces": ("Poland held an exercise on Monday.", []),
    "plans called off": ("Plans of Poland to hold joint drills with Lithuania were suspended.", []),
    "exercises not mentioned": ("The decision does not mention Poland's drills with Lithuania.", []),
    "exercises in general": ("He keeps a list of Polish-Lithuanian exercises.", []),
    "talk of exercises": ("Poland and Lithuania watched exercises.", []),
    "exercise of another sort": ("Poland and Lithuania exercise restraint.", []),
    "two meet": (
        "Shoigu and Khrenin met in Moscow.",
        [("meeting", "Meeting of Sergei Shoigu and Viktor Khrenin", None, "moscow", ("shoigu", "khrenin"))],
    ),
    "one meets another": (
        "Khrenin met Shoigu in Moscow last week.",
        [
            (
                "meeting",
                "Meeting of Sergei Shoigu and Viktor Khrenin",
                "2021-09-06",
                "moscow",
                ("khrenin", "shoigu"),
            )
        ],
    ),
    "convene": (
        "Belousov and Khrenin convened for a bilateral meeting in Alma-Ata.",
        [
            (
                "meeting",
                "Meeting of Andrei Belousov and Viktor Khrenin",
                None,
                "almaty",
                ("belousov", "khrenin"),
            )
        ],
    ),
    "talks": (
        "Putin held talks with Lukashenko in Minsk on Friday.",
        [
            (
                "meeting",
                "Meeting of Alexander Lukashenko and Vladimir Putin",
                "2021-09-10",
                "minsk",
                ("putin", "lukashenko"),
            )
        ],
    ),
    "noun": (
        "The meeting between Belousov and Khrenin was long.",
        [("meeting", "Meeting of Andrei Belousov and Viktor Khrenin", None, None, ("belousov", "khrenin"))],
    ),
    "delegations": (
        "Talks between the Russian and Ukrainian delegations were long.",
        [("meeting", "Meeting of Russia and Ukraine", None, None, ("russia", "ukraine"))],
    ),
    "visit to come": (
        "Shoigu will visit Minsk on Friday.",
        [("meeting", "Visit of Sergei Shoigu to Minsk", "2021-09-17", "minsk", ("shoigu",))],
    ),
    "after talks": (
        "Belousov left Minsk after talks with Khrenin.",
        [("meeting", "Meeting of Andrei Belousov and Viktor Khrenin", None, None, ("belousov", "khrenin"))],
    ),
    "discussed": (
        "Belousov and Khrenin discussed the plan on Friday.",
        [
            (
                "meeting",
                "Meeting of Andrei Belousov and Viktor Khrenin",
                "2021-09-10",
                None,
                ("belousov", "khrenin"),
            )
        ],
    ),
    "representatives from": (
        "Representatives from Poland and Latvia met in Riga.",
        [("meeting", "Meeting of Latvia and Poland", None, "riga", ("poland", "latvia"))],
    ),
    "visit paid": (
        "Shoigu paid a visit to Minsk.",
        [("meeting", "Visit of Sergei Shoigu to Minsk", None, "minsk", ("shoigu",))],
    ),
    "what is visited in a place": (
        "Shoigu visited a camp in Brest.",
        [("meeting", "Visit of Sergei Shoigu to Brest", None, "brest", ("shoigu",))],
    ),
    "discussed by telephone": (
        "During a telephone conversation, Belousov and Khrenin discussed the plan.",
        [
            (
                "call",
                "Call of Andrei Belousov and Viktor Khrenin",
                None,
                None,
                ("belousov", "khrenin"),
            )
        ],
    ),
    "discussed with a stranger": ("Ada Brandt discussed the plan with Poland.", []),
    "a proposal to meet": ("Poland welcomed the idea to hold talks with Latvia.", []),
    "discussed by one alone": ("Poland discussed the plan.", []),
    "payment": ("Poland paid a sum to Latvia.", []),
    "somebody and the state they head": ("Talks between Putin and Russia were long.", []),
    "meeting obligations": ("Russia and Belarus met their obligations.", []),
    "telephone": (
        "Putin held phone talks with Lukashenko in Minsk.",
        [("call", "Call of Alexander Lukashenko and Vladimir Putin", None, None, ("putin", "lukashenko"))],
    ),
    "meeting refused": (
        "Putin refused to meet Lukashenko.",
        [
            (
                "statement",
                "Refusal by Vladimir Putin towards Alexander Lukashenko",
                None,
                None,
                ("putin", "lukashenko"),
            )
        ],
    ),
    "meeting denied": ("Putin did not meet Lukashenko.", []),
    "no meeting": ("Putin held no talks with Lukashenko.", []),
    "denied by somebody": ("The ministry denied that Putin had met Lukashenko.", []),
    "claims rejected": ("The ministry rejected claims that Putin had met Lukashenko.", []),
    "meeting possible": ("Putin may meet Lukashenko.", []),
    "where two meet": ("The line along which Poland meets Lithuania is long.", []),
    "meeting a stranger": ("Jan Nowak met Piotr Kowal.", []),
    "weapons deployed": (
        "Russia deployed Iskander missiles to Belarus.",
        [("deployment", "Deployment of Iskander-M to Belarus", None, "belarus", ("russia", "iskander_m"))],
    ),
    "troops deployed": (
        "Russian troops were deployed in Belarus.",
        [("deployment", "Deployment to Belarus by Russia", None, "belarus", ("russia",))],
    ),
    "troops arrived": (
        "Russian troops arrived in Belarus in January.",
        [("deployment", "Deployment to Belarus by Russia", "2021-01-01", "belarus", ("russia",))],
    ),
    "deployment possible": ("Russia could deploy missiles in Belarus.", []),
    "thousands of them": (
        "Poland moved thousands of troops to Lithuania.",
        [("deployment", "Deployment to Lithuania by Poland", None, "lithuania", ("poland",))],
    ),
    "people sent": ("Russia sent doctors to Belarus.", []),
    "document adopted": (
        "The Supreme State Council adopted the Military Doctrine of the Union State on 4 November 2021.",
        [
            (
                "agreement",
                "Military Doctrine of the Union State",
                "2021-11-04",
                None,
                ("supreme_state_council",),
            )
        ],
    ),
    "protocol signed": (
        "Shoigu and Khrenin signed a protocol in Minsk.",
        [("agreement", "Protocol of Sergei Shoigu and Viktor Khrenin", None, "minsk", ("shoigu", "khrenin"))],
    ),
    "one signatory": ("Turkey signed an agreement.", []),
    "decree": ("Lukashenko and Putin signed a letter.", []),
    "sanctions": (
        "The EU imposed sanctions on Belarus last week.",
        [("sanctions", "Sanctions of European Union on Belarus", "2021-09-06", None, ("eu", "belarus"))],
    ),
    "sanctioned": (
        "The EU sanctioned Belarus.",
        [("sanctions", "Sanctions of European Union on Belarus", None, None, ("eu", "belarus"))],
    ),
    "sanctions there are": ("Western sanctions on Russia hurt.", []),
}


# Of made-up and of real states, who here say nothing: (kind in the ontology, who, whom).
ACTS = {
    "agree": ("Vandalia and Poland agreed to open the border.", [("AGREE", ["Vandalia", "Poland"], [])]),
    "ready": ("Poland is ready to help Latvia.", [("AGREE", ["Poland"], ["Latvia"])]),
    "announced": ("Poland said it would send aid to Latvia.", [("AGREE", ["Poland"], ["Latvia"])]),
    "aid": ("Poland sent tanks to Latvia.", [("AID", ["Poland"], ["Latvia"])]),
    "aid goes on": ("Poland continued to send arms to Latvia.", [("AID", ["Poland"], ["Latvia"])]),
    "demand": (
        "Poland demanded that Latvia close the border.",
        [("DEMAND", ["Poland"], ["Latvia"])],
    ),
    "must": ("Poland said that Latvia must close the border.", [("DEMAND", ["Poland"], ["Latvia"])]),
    "accuse": ("Poland accused Latvia of delay.", [("DISAPPROVE", ["Poland"], ["Latvia"])]),
    "accused by": ("Latvia was accused by Poland.", [("DISAPPROVE", ["Poland"], ["Latvia"])]),
    "of a possession": ("Poland denounced Latvia's plans.", [("DISAPPROVE", ["Poland"], ["Latvia"])]),
    "reject": ("Poland rejected a request from Latvia.", [("REJECT", ["Poland"], ["Latvia"])]),
    "would not": ("Poland said it would not help Latvia.", [("REJECT", ["Poland"], ["Latvia"])]),
    "threaten": (
        "Poland threatened to close the border with Latvia.",
        [("THREATEN", ["Poland"], ["Latvia"])],
    ),
    "announced harm": ("Poland plans to impose tariffs on Latvia.", [("THREATEN", ["Poland"], ["Latvia"])]),
    "ties": ("Poland broke off relations with Latvia.", [("SANCTION", ["Poland"], ["Latvia"])]),
    "all of the envoys": (
        "Poland withdrew all of its diplomats from Latvia.",
        [("SANCTION", ["Poland"], ["Latvia"])],
    ),
    "summoned": ("Poland summoned the Latvian ambassador.", [("DISAPPROVE", ["Poland"], ["Latvian"])]),
    "deal": ("Poland announced a deal with Latvia.", [("AGREE", ["Poland"], ["Latvia"])]),
    "restrictions": ("Poland imposed restrictions on Latvia.", [("SANCTION", ["Poland"], ["Latvia"])]),
    "envoys": ("Poland expelled Latvian diplomats.", [("SANCTION", ["Poland"], ["Latvian"])]),
    "support": ("Polish officials praised Latvia.", [("SUPPORT", ["Polish"], ["Latvia"])]),
    "alert": ("Polish troops were put on alert.", [("MOBILIZE", ["Polish"], [])]),
    "withdraw": ("Poland withdrew its troops from Latvia.", [("RETREAT", ["Poland"], ["Latvia"])]),
    "visit": ("President Ada Brandt of Poland arrived in Latvia.", [("CONSULT", ["Poland"], ["Latvia"])]),
    "may": ("Poland may reject a request from Latvia.", []),
    "did not": ("Poland did not threaten Latvia.", []),
    "none of it": ("Poland imposed no sanctions on Latvia.", []),
    "none were": ("No troops were sent by Poland to Latvia.", []),
    "wish": ("Poland wants to help Latvia.", []),
    "if": ("If Poland accuses Latvia, nothing follows.", []),
    "aim": ("To support Latvia is hard.", []),
    "nobody known": ("Ada Brandt accused Jonas Moor of delay.", []),
    "weather": ("Poland warned of floods.", []),
    "plan of another sort": ("Poland plans to rest.", []),
    "one who says nothing of others": ("The exhibition supported Latvia.", []),
}


@pytest.mark.parametrize(("text", "expected"), ACTS.values(), ids=ACTS)
def test_acts_between_actors(events_of, text, expected):
    found = [
        (event.plover, *([text[start:end] for start, end in side] for side in (event.source, event.target)))
        for event in events_of(text)
    ]
    assert found == expected


OFFICES = {
    "of two states": ("The defence ministers of Russia and Belarus met.", ("shoigu", "khrenin")),
    "two states before it": ("The Russian and Belarusian defence ministers met.", ("shoigu", "khrenin")),
    "with of": ("The ministers of defence of Russia and Belarus held talks.", ("shoigu", "khrenin")),
    "of heads of state": ("Talks of the presidents of Russia and Belarus began.", ("putin", "lukashenko")),
    "deputies": ("The deputy defence ministers of Russia and Belarus met.", ("russia", "belarus")),
    "ministers of no office": ("The ministers of Russia and Belarus met.", ("russia", "belarus")),
}


@pytest.mark.parametrize(("text", "expected"), OFFICES.values(), ids=OFFICES)
def test_those_who_hold_one_office_in_two_states_meet_by_name(events_of, text, expected):
    (event,) = events_of(text)
    assert event.participants == expected


def test_without_a_day_the_holders_of_an_office_stay_open(events_of):
    (event,) = events_of("The defence ministers of Russia and Belarus met.", None)
    assert event.name == "Meeting of Belarus and Russia"


def test_who_acts_is_told_apart_from_who_is_acted_on(events_of):
    (event,) = events_of("The EU imposed sanctions on Belarus.")
    assert (event.source_ids, event.target_ids) == (("eu",), ("belarus",))
    assert event.participants == ("eu", "belarus")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia and Belarus held joint drills near Brest.", "COOPERATE"),
        ("Russia and Belarus will hold joint drills near Brest.", "AGREE"),
        ("Russia held naval drills near Kaliningrad.", "MOBILIZE"),
        ("Putin met Lukashenko in Minsk.", "CONSULT"),
        ("Putin will meet Lukashenko in Minsk.", "AGREE"),
        ("Putin and Lukashenko signed a treaty.", "SUPPORT"),
        ("Russia deployed Iskander missiles to Belarus.", "MOBILIZE"),
        ("The EU will impose sanctions on Belarus.", "THREATEN"),
    ],
)
def test_kinds_of_the_ontology(events_of, text, expected):
    assert [event.plover for event in events_of(text)] == [expected]


@pytest.mark.parametrize(("text", "expected"), EVENTS.values(), ids=EVENTS)
def test_events(events_of, text, expected):
    found = [
        (e.kind, e.name, e.date_start.isoformat() if e.date_start else None, e.place_id, e.participants)
        for e in events_of(text)
    ]
    assert found == expected


ASKED = {
    "there is": ("Will there be an exercise of Poland and Latvia in March?", 0),
    "named": ("Will Zapad-2025 be held in September?", 0),
    "meet": ("Did Vladimir Putin meet Alexander Lukashenko in Minsk?", 0),
    "deploy": ("Is Russia deploying troops in Belarus?", 0),
    "sanctions": ("Did the EU impose sanctions on Belarus?", 0),
    "act": ("Has Poland accused Latvia?", 0),
    "in what is asked": ("Is it true that Putin met Lukashenko in Minsk?", 0),
    "as a statement": ("Poland and Latvia will hold an exercise in March?", 0),
    "who, not whether": ("Who will hold an exercise with Latvia in March?", 1),
    "why": ("Why did Russia deploy troops to Belarus?", 1),
    "beside what is asked": ("Did anybody protest after Poland and Latvia held an exercise?", 1),
    "before what is asked": ("Poland held an exercise with Latvia in May, but will it hold another?", 1),
    "of something held": ("Was Zapad-2021 a success?", 1),
}


@pytest.mark.parametrize(("text", "n_events"), ASKED.values(), ids=ASKED)
def test_what_is_asked_is_no_event(events_of, text, n_events):
    assert len(events_of(text)) == n_events


def test_an_event_spans_the_words_that_tell_it(events_of):
    text = "In Moscow, Shoigu and Khrenin met on Friday."
    (event,) = events_of(text)
    assert text[event.start : event.end] == "Shoigu and Khrenin met"


def test_without_a_day_of_publication_relative_dates_stay_open(events_of):
    (event,) = events_of("The EU imposed sanctions on Belarus last week.", None)
    assert (event.date_start, event.date_end) == (None, None)


def test_of_two_tellings_in_a_sentence_the_fuller_stays(events_of):
    text = "After the meeting of Shoigu and Khrenin, Shoigu and Khrenin met in Moscow."
    assert [event.place_id for event in events_of(text)] == ["moscow"]


def test_each_sentence_tells_its_own_event(events_of):
    assert len(events_of("Zapad-2021 was large. Zapad-2021 was long.")) == 2


def test_without_the_actors_names_come_from_ids(nlp):
    actors = load_actors(REFERENCE)
    doc = nlp("The Zapad-2021 exercise was large.")
    mentions = MentionFinder(actors, nlp.vocab)(doc)
    assert [event.name for event in find_events(doc, mentions, published=None)] == ["Zapad-2021"]


def test_an_empty_text_tells_nothing(nlp):
    assert find_events(nlp(""), [], published=None) == []
