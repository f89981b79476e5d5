"""How often the coding agrees with hand-coded sentences."""

from __future__ import annotations

import pandas as pd

from analysis.measures.named_sources import is_same

QUALITIES = ("direction", "voice", "modality")


def theme_accuracy(codes: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of each theme against hand-coded sentences.

    A sentence carries a theme for the coder if a code of that theme overlaps it. Sentences that the human
    coders dispute are left out.

    Args:
        codes: The codes table.
        gold: One row a hand-coded sentence: doc_id, start, end, themes (list), and optionally disputed.

    Returns:
        A row a theme, sorted: theme, n_gold, n_coded, n_both, precision, recall, f1 (0 to 1; 0 if undefined).
    """
    pairs = _pairs(codes, gold)
    wanted = {(row.sentence, theme) for row in _judged(gold).itertuples() for theme in row.themes}
    found = set(zip(pairs["sentence"], pairs["theme"], strict=True))
    rows = []
    for theme in sorted({theme for _, theme in wanted | found}):
        gold_of, coded_of = ({s for s, t in pairs if t == theme} for pairs in (wanted, found))
        both = len(gold_of & coded_of)
        precision = both / len(coded_of) if coded_of else 0.0
        recall = both / len(gold_of) if gold_of else 0.0
        f1 = 2 * precision * recall / (precision + recall) if both else 0.0
        rows.append((theme, len(gold_of), len(coded_of), both, precision, recall, f1))
    columns = ["theme", "n_gold", "n_coded", "n_both", "precision", "recall", "f1"]
    return pd.DataFrame(rows, columns=columns)


def quality_accuracy(
    codes: pd.DataFrame, gold: pd.DataFrame, attributions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return how often direction, voice, modality and speaker agree where coder and gold agree on a theme.

    Args:
        codes: The codes table.
        gold: As in theme_accuracy, with direction (or directions: theme -> direction), voice, modality and
            source where they were coded, and source_ids (see named_sources.with_actors) where known.
        attributions: attributions table, which tells the actors who speak; None to compare words alone.

    Returns:
        One row a quality: quality, n (sentences that both code), share_right (0 to 1). A speaker is right if
        it is the same actor; where one of both is linked to none, if the last word of the gold source occurs
        in speaker_name. Unnamed sources are not asked for.
    """
    pairs = _pairs(codes, gold)
    agree = [theme in themes for theme, themes in zip(pairs["theme"], pairs["themes"], strict=True)]
    pairs = pairs[pd.Series(agree, index=pairs.index, dtype=bool)]
    rows = []
    for quality in QUALITIES:
        asked = pairs[pairs[f"{quality}_gold"].notna() & ((quality != "direction") | pairs[quality].notna())]
        right = asked[quality] == asked[f"{quality}_gold"]
        rows.append(_share(quality, asked, right))
    asked = pairs[(pairs["voice_gold"] == "attributed") & pairs["source"].notna()]
    asked = asked[~asked["source"].str.lower().str.startswith("unnamed")]
    rows.append(_share("speaker", asked, _is_speaker(asked, attributions)))
    return pd.DataFrame(rows, columns=["quality", "n", "share_right"])


def coded_by(codes: pd.DataFrame, gold: pd.DataFrame) -> tuple[int, int]:
    """Return how many codes of hand-coded sentences are of rules, and how many of the trained coder alone.

    Args:
        codes: The codes table.
        gold: As in theme_accuracy; sentences that the human coders dispute are left out here too.
    """
    pairs = _pairs(codes, gold)
    rules, trained = (
        set(zip(own["sentence"], own["theme"], strict=True))
        for own in (pairs[pairs["probability"].isna()], pairs[pairs["probability"].notna()])
    )
    return len(rules), len(trained - rules)


def _is_speaker(asked: pd.DataFrame, attributions: pd.DataFrame | None) -> pd.Series:
    """Return whether the speaker of each code is the source of its gold sentence."""
    names = asked["speaker_name"].fillna("").str.lower()
    surnames = asked["source"].str.split().str[-1].str.strip(".,'’s").str.lower()
    said = [surname in name for surname, name in zip(surnames, names, strict=True)]
    if attributions is not None and "source_ids" in asked:
        speakers = attributions.set_index("attribution_id")["speaker_ids"]
        ids = [list(speakers.get(one, ())) for one in asked["attribution_id"]]
        both = zip(asked["source_ids"], ids, said, strict=True)
        said = [is_same(named, spoken) if named and spoken else same for named, spoken, same in both]
    return pd.Series(said, index=asked.index, dtype=bool)


def _share(quality: str, asked: pd.DataFrame, right: pd.Series) -> tuple[str, int, float | None]:
    by_sentence = right.groupby(asked["sentence"]).any()
    return quality, len(by_sentence), float(by_sentence.mean()) if len(by_sentence) else None


def _judged(gold: pd.DataFrame) -> pd.DataFrame:
    kept = gold[~gold["disputed"].fillna(False).astype(bool)] if "disputed" in gold else gold
    return kept.assign(sentence=range(len(kept)))


def _pairs(codes: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Return gold sentences beside the codes that overlap them; gold's own columns end in _gold."""
    judged = _judged(gold).rename(columns={name: f"{name}_gold" for name in (*QUALITIES, "start", "end")})
    both = judged.merge(codes, on="doc_id", how="inner", validate="many_to_many")
    if "directions" in both:
        ways = zip(both["directions"], both["theme"], strict=True)
        both = both.assign(direction_gold=[directions.get(theme) for directions, theme in ways])
    return both[(both["start"] < both["end_gold"]) & (both["end"] > both["start_gold"])]
