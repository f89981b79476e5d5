"""Parameters of notebooks: what a notebook declares, and whether values fit it, before anything is run.

In a notebook, the cell behind the parameters says `parameters.check(globals())`.
"""

from analysis.parameters.live import check
from analysis.parameters.schema import RESERVED, TAG, Parameter, Value, read_parameters, read_source
from analysis.parameters.values import (
    OUTLETS,
    Known,
    changed_parameters,
    checked,
    known_names,
    names_of,
    parse_assignments,
    period_faults,
    split_assignments,
    typed,
    unfit,
)

__all__ = [
    "OUTLETS",
    "RESERVED",
    "TAG",
    "Known",
    "Parameter",
    "Value",
    "changed_parameters",
    "check",
    "checked",
    "known_names",
    "names_of",
    "parse_assignments",
    "period_faults",
    "read_parameters",
    "read_source",
    "split_assignments",
    "typed",
    "unfit",
]
