from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.extract.modality import modality_of

# The evidence stands in square brackets.
CASES = [
    pytest.param("[Ruritania holds drills near the border].", "asserted", id="plain"),
    pytest.param("[Ruritania may hold drills near the border].", "hedged", id="may"),
    pytest.param("Ruritania might [hold drills near the border].", "hedged", id="might"),
    pytest.param("[Ruritania will hold drills near the border].", "asserted", id="will"),
    pytest.param("Ruritania [is likely to hold drills].", "hedged", id="likely to"),
    pytest.param("Ruritania [reportedly holds drills].", "hedged", id="reportedly"),
    pytest.param("Ruritania allegedly [moved troops to the border].", "hedged", id="allegedly"),
    pytest.param("Ruritania plans to [hold drills near the border].", "hedged", id="plans to"),
    pytest.param(
        "[Ruritania plans to hold drills near the border].", "hedged", id="plans to, whole sentence"
    ),
    pytest.param(
        "Ruritania announced plans to [hold drills near the border].", "hedged", id="plans, the noun"
    ),
    pytest.param("The drills are expected to [take place near the border].", "hedged", id="expected to"),
    pytest.param("[Ten drills are planned for this year].", "hedged", id="are planned"),
    pytest.param("There are plans to [hold drills near the border].", "hedged", id="there are plans"),
    pytest.param("Officials fear that [the drills are a threat].", "hedged", id="fear that"),
    pytest.param("He doubts whether [the alliance can last].", "hedged", id="doubts whether"),
    pytest.param("If [the alliance expands], there will be war.", "hedged", id="if-clause"),
    pytest.param(
        "[The region would suffer] if the alliance expands.", "hedged", id="depends on an if-clause"
    ),
    pytest.param("The troops are believed to [be in Borduria].", "hedged", id="believed to"),
    pytest.param("The minister said that [the drills may begin].", "hedged", id="hedged in what is said"),
    pytest.param("[The minister said that the drills were a threat].", "asserted", id="said"),
    pytest.param("It may rain, but [the drills go on].", "asserted", id="hedge in another clause"),
    pytest.param("[The drills go on], although it may rain.", "asserted", id="hedge in a clause beside"),
    pytest.param(
        "The minister may have lied when she said that [the drills were over].",
        "asserted",
        id="hedge above said",
    ),
    pytest.param("Should [the alliance expand], there will be war.", "hedged", id="should it"),
    pytest.param("In the event of [an attack by Borduria], they will fight.", "hedged", id="in the event of"),
    pytest.param("He asked whether [the drills were a threat].", "hedged", id="asked whether"),
    pytest.param("They spoke of a possible [expansion of the alliance].", "hedged", id="a possible one"),
    pytest.param("It is unclear whether [the drills are a threat].", "hedged", id="unclear whether"),
    pytest.param("There is a danger of [an attack by Borduria].", "hedged", id="danger of"),
    pytest.param(
        "If you look at the map, [the alliance has expanded].", "asserted", id="an if that decides nothing"
    ),
    pytest.param(
        "They try if not to [weaken the country] then to harm it.", "asserted", id="if not this, then that"
    ),
    pytest.param(
        "We hold [these drills] in the open; we are not hiding anything.", "asserted", id="clause before"
    ),
    pytest.param("The alliance is no longer [a threat].", "denied", id="no longer"),
    pytest.param("The minister ruled out [an attack on Borduria].", "denied", id="ruled out"),
    pytest.param("Ruritania refused to [send troops to Borduria].", "denied", id="refused to"),
    pytest.param("Claims that [the alliance is a threat] are false.", "denied", id="claims are false"),
    pytest.param("It is not true that [the alliance is a threat].", "denied", id="not true that"),
    pytest.param("It is a lie that [the alliance threatens Ruritania].", "denied", id="a lie that"),
    pytest.param("It is not a lie that [the alliance threatens Ruritania].", "asserted", id="not a lie that"),
    pytest.param("Varga repeated the myth that [the alliance attacked].", "denied", id="the myth that"),
    pytest.param("It is wrong to say that [the alliance is a threat].", "denied", id="wrong to say"),
    pytest.param("It is a mistake to call [the alliance a threat].", "denied", id="a mistake to call"),
    pytest.param("It is not right to say that [the alliance wants war].", "denied", id="not right to say"),
    pytest.param("It is not wrong to say that [the alliance wants war].", "asserted", id="not wrong to say"),
    pytest.param("It is fair to say that [the alliance is a threat].", "asserted", id="fair to say"),
    pytest.param("It was a mistake to [attack Borduria].", "asserted", id="a mistake to do"),
    pytest.param("It is a mistake that [the alliance expands].", "asserted", id="a mistake that"),
    pytest.param("Varga does not think that [the alliance is a threat].", "denied", id="does not think"),
    pytest.param("The claim that [troops entered Borduria] has no basis.", "denied", id="has no basis"),
    pytest.param("The alliance is by no means [a threat].", "denied", id="by no means"),
    pytest.param("It poses [a threat] to no one.", "denied", id="to no one"),
    pytest.param("This will in no way prevent [the support for Borduria].", "asserted", id="not prevent"),
    pytest.param("The alliance will not stop [its support for Borduria].", "asserted", id="not stop"),
    pytest.param("It is not the case that [the alliance threatens us].", "denied", id="not the case that"),
    pytest.param("Reports that [troops entered Borduria] are fake.", "denied", id="reports are fake"),
    pytest.param(
        "Varga called reports that [troops would stay there] untrue.", "denied", id="called reports untrue"
    ),
    pytest.param(
        "Varga called the report that [the army would stay] a lie.", "denied", id="called the report a lie"
    ),
    pytest.param(
        "Varga called the report that [the army would stay] a surprise.",
        "asserted",
        id="called the report a surprise",
    ),
    pytest.param(
        "The ministry branded as fake news the claim that [troops stay].", "denied", id="branded as fake"
    ),
    pytest.param(
        "Ruritania rejected as unfounded claims that [troops were in Borduria].",
        "denied",
        id="rejected as unfounded claims",
    ),
    pytest.param("Varga repeated false claims that [troops had come].", "denied", id="false claims"),
    pytest.param("Varga rejected false claims that [troops had come].", "denied", id="rejected false claims"),
    pytest.param(
        "Varga stopped short of saying that [the alliance was a threat].", "hedged", id="short of saying"
    ),
    pytest.param("Varga stopped short of calling [the alliance a threat].", "hedged", id="short of calling"),
    pytest.param("Varga did not say that [the alliance was a threat].", "hedged", id="did not say that"),
    pytest.param("Varga did not say when [troops would come].", "asserted", id="did not say when"),
    pytest.param("Varga said that the alliance must not [split].", "asserted", id="must not"),
    pytest.param("The alliance should not [divide its members].", "asserted", id="should not"),
    pytest.param("Varga urged the alliance not to [split].", "asserted", id="urged not to"),
    pytest.param("Varga called on the alliance not to [split].", "asserted", id="called on it not to"),
    pytest.param("The alliance promised not to [split].", "denied", id="promised not to"),
    pytest.param("The drills should not be seen as [a threat].", "denied", id="should not be seen as"),
    pytest.param("Ruritania did not [plot to attack Borduria].", "denied", id="did not"),
    pytest.param("Ruritania did not plot to [attack Borduria].", "denied", id="did not plot to"),
    pytest.param("Ruritania has no plan to [attack Borduria].", "denied", id="no plan to"),
    pytest.param("The minister denied that [the drills were a threat].", "denied", id="denied that"),
    pytest.param(
        "The minister rejected the claim that [the drills were a threat].", "denied", id="rejected the claim"
    ),
    pytest.param("There was [no threat from the alliance].", "denied", id="there was no"),
    pytest.param("[The drills are not only a threat] but a provocation.", "asserted", id="not only"),
    pytest.param("[The drills are not just a show].", "asserted", id="not just"),
    pytest.param(
        "It did not rain, and [the drills were a success].", "asserted", id="negation in another clause"
    ),
    pytest.param("The minister did not deny that [the drills were a threat].", "asserted", id="did not deny"),
    pytest.param("Ruritania did not rule out that [its troops would stay].", "hedged", id="not ruled out"),
    pytest.param("It was not clear how many [troops would stay].", "hedged", id="not clear"),
    pytest.param("It is not known whether [the drills will go on].", "hedged", id="not known"),
    pytest.param("It is clear that [the drills will not go on].", "denied", id="clear that not"),
    pytest.param("Is Borduria [moving troops]?", "hedged", id="question with is"),
    pytest.param("New [exercises] aren't ruled out.", "hedged", id="are not ruled out"),
    pytest.param("[New exercises aren't ruled out].", "hedged", id="are not ruled out, whole sentence"),
    pytest.param("[The minister ruled out an attack].", "denied", id="ruled out, whole sentence"),
    pytest.param("[The visit looks like a rehearsal].", "hedged", id="looks like, whole sentence"),
    pytest.param("New [exercises] are ruled out.", "denied", id="are ruled out"),
    pytest.param(
        "Officials neither confirmed nor denied that [the drills were a threat].", "hedged", id="neither nor"
    ),
    pytest.param("[The alliance threatens] nobody.", "denied", id="threatens nobody"),
    pytest.param("The alliance [threatens] no one.", "denied", id="threatens no one"),
    pytest.param(
        "It threatens no one and is there to [cover the border].", "asserted", id="beside threatens no one"
    ),
    pytest.param("Trade has not slowed since [the drills].", "asserted", id="has not slowed since"),
    pytest.param("The report does not mention [the drills].", "asserted", id="does not mention"),
    pytest.param("Is the alliance [a threat] to Ruritania?", "hedged", id="a question"),
    pytest.param("Why did [the alliance expand]?", "asserted", id="why"),
    pytest.param("How concerned are you that [the alliance expands]?", "asserted", id="how concerned"),
    pytest.param("Isn't [the alliance a threat]?", "asserted", id="isn't it"),
    pytest.param("The visit looks like [a rehearsal for the drills].", "hedged", id="looks like"),
    pytest.param("The alliance is [a danger to Borduria].", "asserted", id="danger to"),
    pytest.param("Drones are not the only [danger to Borduria].", "asserted", id="not the only"),
    pytest.param("This is not the first [exercise of the alliance].", "asserted", id="not the first"),
    pytest.param("This is not a [joint exercise].", "denied", id="not a joint one"),
    pytest.param("It is hard to deny that [the alliance is a threat].", "asserted", id="hard to deny"),
    pytest.param("Ruritania has never denied [the presence of troops].", "asserted", id="never denied"),
    pytest.param("[The threat from the alliance] cannot be denied.", "asserted", id="cannot be denied"),
    pytest.param("[The threat from the alliance] was denied by the minister.", "denied", id="was denied"),
    pytest.param("The [troops] were denied entry to the port.", "asserted", id="denied entry"),
    pytest.param("Few would deny that [the alliance is a threat].", "asserted", id="few deny"),
    pytest.param("There is no denying that [the alliance is a threat].", "asserted", id="no denying"),
    pytest.param("I have no doubt that [the alliance is a threat].", "asserted", id="no doubt"),
    pytest.param("I do not doubt that [the alliance is a threat].", "asserted", id="do not doubt"),
    pytest.param("It is no secret that [the alliance expands].", "asserted", id="no secret"),
    pytest.param("It is not surprising that [the alliance expands].", "asserted", id="not surprising"),
    pytest.param("There is no evidence that [the drills are a threat].", "denied", id="no evidence"),
    pytest.param(
        "The ministry refused to confirm that [the troops had been deployed].",
        "hedged",
        id="refused to confirm",
    ),
    pytest.param(
        "The ministry declined to confirm [the deployment of troops].", "hedged", id="declined to confirm"
    ),
    pytest.param(
        "The ministry would not confirm that [the troops had been deployed].",
        "hedged",
        id="would not confirm",
    ),
    pytest.param(
        "The ministry refused to confirm or deny that [the troops had been deployed].",
        "hedged",
        id="confirm or deny",
    ),
    pytest.param("The ministry confirmed that [the troops had left].", "asserted", id="confirmed"),
    pytest.param(
        "The ministry declined to comment on [the deployment].", "asserted", id="declined to comment"
    ),
    pytest.param(
        "The minister declined to disclose [the number of troops].", "asserted", id="declined to disclose"
    ),
    pytest.param("No state [threatens Ruritania].", "denied", id="no state threatens"),
    pytest.param(
        "No state can stop [the alliance, which threatens Ruritania].", "asserted", id="no state can stop"
    ),
    pytest.param("[The alliance may threaten Borduria, the minister said].", "hedged", id="said behind it"),
    pytest.param(
        "Asked whether [the alliance threatened Ruritania], the minister said it did not.",
        "denied",
        id="asked, it did not",
    ),
    pytest.param(
        "When asked whether [the alliance was a threat], Otto Varga said that it was.",
        "asserted",
        id="asked, it was",
    ),
    pytest.param(
        "Otto Varga said no when asked whether [the alliance was a threat].", "denied", id="asked, no"
    ),
    pytest.param(
        "Asked whether [the drills were a threat], Varga said that it was raining.",
        "hedged",
        id="asked, no answer",
    ),
    pytest.param(
        "Varga asked whether [the drills were a threat], and Brandt said they were not.",
        "hedged",
        id="one asked, another answered",
    ),
]

WHOLE = [
    pytest.param("The strength of the forces is not being published.", "asserted", id="not"),
    pytest.param("Whether they would fight as one, I do not know.", "asserted", id="do not know"),
    pytest.param("The minister denied that the drills were a threat.", "denied", id="denied that"),
    pytest.param("Ruritania may hold drills near the border.", "hedged", id="may"),
    pytest.param("It is not an offensive threat.", "denied", id="not a"),
    pytest.param("They are no threat, the minister said.", "denied", id="no threat"),
    pytest.param("It will not be a victory.", "asserted", id="will not be"),
    pytest.param("It is not true that the two plan an attack.", "denied", id="not true that"),
    pytest.param("It is wrong to say that the alliance wants war.", "denied", id="wrong to say"),
    pytest.param("The alliance does not want war, Varga said.", "denied", id="does not want war"),
    pytest.param("The two do not threaten anyone with their drills.", "denied", id="threaten nobody"),
    pytest.param("The drills are not aimed against Borduria.", "denied", id="not aimed against"),
    pytest.param("The drills pose no danger to Borduria.", "denied", id="no danger"),
    pytest.param("The exercise is in no way aimed at Borduria.", "denied", id="in no way"),
    pytest.param("Varga does not believe that the alliance wants war.", "denied", id="does not believe"),
    pytest.param("The alliance does not ignore the threat.", "asserted", id="does not ignore the threat"),
    pytest.param("The alliance must not attack Borduria.", "asserted", id="must not attack"),
    pytest.param("It is not a secret that the alliance expands.", "asserted", id="not a secret"),
    pytest.param("It is not a war but a joint exercise.", "asserted", id="not a war but"),
    pytest.param("There were no weapons in the village.", "asserted", id="there were none"),
    pytest.param("Asked whether the drills were a threat, Varga said they were not.", "denied", id="asked"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_not_in_a_whole_sentence_denies_only_what_something_is(nlp, text: str, expected: str) -> None:
    assert modality_of(nlp(text), 0, len(text), is_whole=True) == expected


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_modality_follows_scope(nlp, marked: str, expected: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert modality_of(nlp(text), start, end) == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(-5, 60), end=st.integers(-5, 60))
def test_any_span_has_a_modality(nlp, start: int, end: int) -> None:
    doc = nlp("If it is not so, the drills may begin in May.")
    assert modality_of(doc, start, end) in ("asserted", "hedged", "denied")
