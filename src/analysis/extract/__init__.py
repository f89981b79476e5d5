"""From a parsed text to mentions, attributions, events and voice; the model and the parse store."""
