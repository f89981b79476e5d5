"""Between sources and extraction: aligned text, language, copies."""
