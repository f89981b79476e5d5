"""`python -m analysis`."""

import signal
import sys


def run() -> int:
    """Run the command line and return its exit status, also if Ctrl-C comes while it is being imported."""
    try:
        from analysis.cli import main

        return main()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what was finished before is kept.\n")
        return 130
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left to be done at the end says nothing


if __name__ == "__main__":
    sys.exit(run())
