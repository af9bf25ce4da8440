"""The entry: one job file in, one result file out."""

from __future__ import annotations

import sys
import traceback

from .functions import verify_functions
from .importing import ImportWatch
from .job import Job, told
from .line import verify_line


def main() -> int:
    """Do the job. 0 if it was done, whatever it found."""
    job = Job(sys.argv[1])
    sys.stdout = sys.stderr  # what the project prints is not ours to pass on as a result
    try:
        watch = ImportWatch(job)
        job.start()
        watch.close(job)
        {"functions": verify_functions, "line": verify_line}[job.options["mode"]](job)
    except KeyboardInterrupt:
        return 130
    except BaseException as error:
        job.error = f"the project cannot be run: {told(error, job)}"
        traceback.print_exc()
    job.save(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
