"""Bytes to text: UTF-8 unless a mark or the analyst says otherwise; a guess is told, never acted on."""

from __future__ import annotations

import codecs
import zlib

from analysis.errors import Fault
from analysis.sources.content import Content

# Unpacking stops here, so that a small file can't fill the memory; no article comes near it.
LARGEST_UNPACKED = 64 * 1024 * 1024
# Looked at to tell text from something else, and to guess an encoding.
_HEAD = 64 * 1024

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_CONVERT = "Convert it to .txt or .html first."
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def decode(content: Content, *, declared: str = "") -> str | Fault:
    """Return the text of a file without its byte order mark, or the fault that says why there is none.

    What decides, in this order: a byte order mark, the encoding in the record of origin, UTF-8, and what the
    file declares about itself (web pages do).
    """
    data = content.data
    if not data.strip():
        return content.fault(0, "is empty", "a text", "Leave it out, or fetch it again.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return content.fault(0, f"is {kind} whatever its name says", "a text file", _CONVERT)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(content, name)
    if content.origin.encoding:
        return _as_given(content, content.origin.encoding)
    if problem := _not_text(content):
        return problem
    text = _strictly(content, "utf-8")
    if isinstance(text, Fault) and is_encoding(declared):
        retried = _strictly(content, declared)
        return text if isinstance(retried, Fault) else retried
    return text


def unpack(data: bytes) -> bytes:
    """Return what a gzip file holds.

    Raises:
        ValueError: If it is not gzip, is cut off or damaged, or holds more than LARGEST_UNPACKED bytes.
    """
    unpacked, rest = b"", data
    while rest or not data:
        engine = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            unpacked += engine.decompress(rest, LARGEST_UNPACKED + 1 - len(unpacked))
        except zlib.error as error:
            raise ValueError(f"is not a sound gzip file ({error})") from error
        if len(unpacked) > LARGEST_UNPACKED:
            raise ValueError(f"unpacks to more than {LARGEST_UNPACKED // 1024**2} MiB")
        if not engine.eof:
            raise ValueError("is a gzip file that is cut off")
        # A gzip file may hold several parts one after the other, and zeros after the last.
        rest = engine.unused_data.lstrip(b"\0")
    return unpacked


def is_encoding(name: str) -> bool:
    """Tell whether a name is that of a text encoding."""
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return False
    return bool(name)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _strictly(content: Content, name: str) -> str | Fault:
    try:
        return content.data.decode(name)
    except UnicodeDecodeError as error:
        line = content.data.count(b"\n", 0, error.start) + 1
        shown = content.data[error.start : error.start + 1].hex()
        found = f"byte {error.start + 1} (hexadecimal {shown}) is not {name}"
        return content.fault(
            line, found, "UTF-8 or the encoding given with --encoding", _guess(content, error.start)
        )
    except (LookupError, ValueError):
        cure = "Give its Python name, for example cp1251."
        return content.fault(0, f"'{name}' is not a text encoding", "for example utf-8 or cp1251", cure)


def _as_given(content: Content, name: str) -> str | Fault:
    """Decode as the analyst says, unless the bytes are UTF-8 beyond doubt: that would spoil the text."""
    if _codec(name) not in ("utf-8", "utf-8-sig") and _is_utf8_beyond_doubt(content.data):
        return content.fault(
            0, "is UTF-8", f"{name}, as given with --encoding", "Ingest it without --encoding."
        )
    return _strictly(content, name)


def _is_utf8_beyond_doubt(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with letters outside ASCII; other encodings are not that by chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and sum(char > "\x7f" for char in text[:_HEAD]) >= 4


def _guess(content: Content, at: int) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content.data[max(0, at - _HEAD // 2) : at + _HEAD // 2]).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        return "Save it as UTF-8, or give the encoding that it was written in."
    return f"It may be {best.encoding}: give --encoding {best.encoding} and look at the text."


def _not_text(content: Content) -> Fault | None:
    """Return a fault where the bytes can't be text in UTF-8 or in an encoding of one byte a character."""
    head = content.data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 8 and min(even, odd) < max(even, odd) // 8:
        name = "utf-16-be" if even > odd else "utf-16-le"
        return content.fault(0, "looks like UTF-16 without its mark", "UTF-8", f"Give --encoding {name}.")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head):
        first = next(place for place, byte in enumerate(head) if byte in _CONTROLS)
        found = f"is not text: {controls} of its first {len(head)} bytes are control characters"
        line = head.count(b"\n", 0, first) + 1
        return content.fault(line, found, "a text file", _CONVERT)
    return None
