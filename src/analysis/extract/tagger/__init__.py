"""A trained tagger: sources, cues and contents in a parsed text, and which belong together."""

from analysis.extract.tagger.network import Found, Tagger, identify_tagger, load_tagger

__all__ = ["Found", "Tagger", "identify_tagger", "load_tagger"]
