"""Files to documents: ingest copies originals into data/raw with their origin; read_raw reads them all."""

from analysis.sources.content import Content, Reading
from analysis.sources.dates import DateReading, read_date
from analysis.sources.ingest import IngestReport, ingest
from analysis.sources.origin import Origin
from analysis.sources.raw import check_raw, read_collection, read_raw
from analysis.sources.reading import READERS, read_content, read_file

__all__ = [
    "READERS",
    "Content",
    "DateReading",
    "IngestReport",
    "Origin",
    "Reading",
    "check_raw",
    "ingest",
    "read_collection",
    "read_content",
    "read_date",
    "read_file",
    "read_raw",
]
