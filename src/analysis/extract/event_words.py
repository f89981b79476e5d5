"""The words of acts between actors: which verb, with what beside it, is which kind of event.

The kinds of the PLOVER ontology (Open Event Data Alliance); verbs that name one only with a certain noun
(impose + sanctions, break + relations) stand with it. General words of the field, not those of any corpus.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.extract.word_sets import word_set


@dataclass(frozen=True)
class Act:
    """What kind of event a verb tells: the readable kind, and the one of the ontology."""

    kind: str
    plover: str


SAID = "statement"
DEMAND, REJECT, THREATEN = Act(SAID, "DEMAND"), Act(SAID, "REJECT"), Act(SAID, "THREATEN")
DISAPPROVE, SUPPORT = Act(SAID, "DISAPPROVE"), Act(SAID, "SUPPORT")
AGREE, CONSULT = Act("agreement", "AGREE"), Act("meeting", "CONSULT")
COOPERATE, AID = Act("cooperation", "COOPERATE"), Act("aid", "AID")
TIES, SANCTION = Act("cooperation", "SUPPORT"), Act("sanctions", "SANCTION")
RETREAT, MOBILIZE = Act("withdrawal", "RETREAT"), Act("deployment", "MOBILIZE")

# Of these what is announced but not done yet is an agreement, or a threat.
FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})
HOSTILE = frozenset({"SANCTION", "MOBILIZE"})

# Verbs that name the act by themselves, whatever they govern.
VERBS: dict[str, Act] = {
    **dict.fromkeys(word_set("demand insist urge pressure press order request"), DEMAND),
    **dict.fromkeys(word_set("reject refuse veto oppose dismiss decline rebuff spurn"), REJECT),
    **dict.fromkeys(word_set("threaten warn"), THREATEN),
    **dict.fromkeys(
        word_set(
            "condemn denounce criticise criticize accuse blame deplore slam lambast lambaste decry rebuke "
            "castigate complain indict sue censure reprimand chide assail"
        ),
        DISAPPROVE,
    ),
    **dict.fromkeys(
        word_set(
            "praise endorse hail commend congratulate applaud laud salute support defend apologise apologize "
            "recognise recognize thank"
        ),
        SUPPORT,
    ),
    **dict.fromkeys(word_set("agree consent promise pledge offer"), AGREE),
    **dict.fromkeys(word_set("cooperate collaborate extradite"), COOPERATE),
    **dict.fromkeys(word_set("donate"), AID),
    **dict.fromkeys(word_set("boycott embargo expel"), SANCTION),
    **dict.fromkeys(word_set("confer negotiate consult mediate"), CONSULT),
    **dict.fromkeys(word_set("mobilise mobilize"), MOBILIZE),
    **dict.fromkeys(word_set("demobilise demobilize disarm"), RETREAT),
}
# Verbs that name it only if they govern a verb that tells an act (plan to help).
INFINITIVES: dict[str, Act] = dict.fromkeys(word_set("plan intend vow decide undertake"), AGREE)
# Words that say after be that somebody will: ready to, willing to.
ADJECTIVES: dict[str, Act] = {
    **dict.fromkeys(word_set("ready willing prepared"), AGREE),
    "opposed": REJECT,
}
# Verb and preposition.
PHRASES: dict[str, tuple[frozenset[str], Act]] = {
    "call": (word_set("on upon for"), DEMAND),
    "appeal": (word_set("to for"), DEMAND),
    "push": (word_set("for"), DEMAND),
    "object": (word_set("to"), REJECT),
    "protest": (word_set("to against over at"), DISAPPROVE),
    "rule": (word_set("out"), REJECT),
    "turn": (word_set("down"), REJECT),
    "lash": (word_set("out"), DISAPPROVE),
    "share": (word_set("with"), COOPERATE),
    "trade": (word_set("with"), COOPERATE),
    "train": (word_set("with"), COOPERATE),
    "back": (word_set("up"), SUPPORT),
    "hand": (word_set("over"), AID),
}
TALKS = word_set("talk talks negotiation consultation mediation summit meeting conference dialogue session")
_PACTS = word_set(
    "agreement deal accord pact treaty truce ceasefire cease consensus understanding compromise contract "
    "memorandum settlement peace"
)
_OFFERS = word_set(
    "proposal offer invitation demand plan term condition mediation request deal agreement formula apology"
)
_SANCTIONS = word_set("sanction embargo blockade penalty tariff restriction")
_TIES = word_set("relation relations relationship tie ties link contact")
_PULLBACK = word_set("withdrawal pullout pullback retreat")
_PEOPLE = word_set("wounded civilian refugee victim")
_GIVEN = word_set(
    "aid assistance help relief loan grant money food medicine supply arm arms weapon weaponry ammunition "
    "equipment goods vaccine asylum fund funding dollar euro million vehicle tank system missile drone "
    "aircraft"
)
_HELD_BACK = word_set(
    "aid assistance cooperation talk negotiation meeting visit trip contact supply delivery export import "
    "participation membership flight trade shipment funding support licence treaty agreement"
)
TROOPS = word_set(
    "troop force soldier serviceman personnel paratrooper contingent mercenary peacekeeper marine army "
    "battalion brigade battlegroup division regiment squadron unit warship ship fleet submarine"
)
FORCES = TROOPS | word_set(
    "tank missile weapon warhead system launcher aircraft jet fighter bomber drone artillery"
)
_ENVOYS = word_set("diplomat ambassador envoy attache attaché consul embassy mission staff")
_PRISONERS = word_set("prisoner hostage detainee captive soldier sailor")
# Verbs that name it only with one of these nouns as what they act on.
OBJECTS: tuple[tuple[frozenset[str], frozenset[str], Act], ...] = (
    (word_set("accept"), _OFFERS, AGREE),
    (word_set("reach strike make conclude approve ink clinch broker"), _PACTS, AGREE),
    (word_set("impose introduce slap tighten extend expand declare announce"), _SANCTIONS, SANCTION),
    (word_set("break sever cut suspend freeze downgrade reduce end terminate"), _TIES, SANCTION),
    (
        word_set(
            "halt suspend freeze cancel cut reduce stop block prohibit ban postpone withhold scrap break "
            "terminate revoke"
        ),
        _HELD_BACK,
        SANCTION,
    ),
    (word_set("recall withdraw eject"), _ENVOYS, SANCTION),
    (word_set("summon"), _ENVOYS, DISAPPROVE),
    (word_set("close shut"), word_set("embassy consulate"), SANCTION),
    (word_set("restore upgrade establish normalise normalize resume strengthen renew improve"), _TIES, TIES),
    (
        word_set("provide send supply deliver give grant donate distribute fly ship transfer hand"),
        _GIVEN,
        AID,
    ),
    (word_set("withdraw pull evacuate remove recall reduce"), FORCES, RETREAT),
    (word_set("speed begin start complete order accelerate finish announce"), _PULLBACK, RETREAT),
    (word_set("evacuate airlift shelter treat"), _PEOPLE, AID),
    (word_set("give extend"), word_set("welcome reception"), CONSULT),
    (word_set("release free return repatriate swap exchange"), _PRISONERS, RETREAT),
    (word_set("declare announce observe begin"), word_set("ceasefire truce cease"), RETREAT),
    (word_set("announce"), _PACTS, AGREE),
    (
        word_set("strengthen reinforce mass amass concentrate boost increase build dispatch raise"),
        FORCES,
        MOBILIZE,
    ),
    (word_set("share exchange"), word_set("intelligence information expertise experience data"), COOPERATE),
    (word_set("renew resume begin start continue open undertake launch conduct"), TALKS, CONSULT),
    (word_set("issue give deliver set"), word_set("ultimatum threat deadline"), THREATEN),
    (
        word_set("express voice reaffirm pledge declare lend mobilize mobilise"),
        word_set("support solidarity backing"),
        SUPPORT,
    ),
    (
        word_set("welcome back"),
        word_set("statement decision move initiative proposal plan effort agreement accession"),
        SUPPORT,
    ),
    (
        word_set("express voice"),
        word_set("concern regret outrage anger dissatisfaction criticism"),
        DISAPPROVE,
    ),
    (word_set("lodge file issue send"), word_set("protest complaint note"), DISAPPROVE),
    (word_set("issue make repeat renew put"), word_set("demand call appeal"), DEMAND),
    (word_set("deny"), word_set("request entry permission access visa allocation accreditation"), REJECT),
)
# What is friendly, or hostile, to do if somebody says they will.
WILL_HELP = word_set(
    "allow permit help assist host contribute return join attend participate visit meet support provide"
)
WILL_HARM = word_set(
    "impose retaliate attack strike punish restrict ban halt cut withhold block expel seize destroy bomb "
    "shell break suspend blockade invade shut tighten prohibit"
)
# In a clause that these govern must makes a demand, and will not a refusal.
SPEECH = word_set(
    "say declare announce reiterate insist stress state tell note add emphasise emphasize remind warn issue"
)
