"""What a worker of a test's cluster runs first: the invented notebook is made known to it; what it does is sent."""

import os


def dask_setup(worker):
    """Dask calls this in the worker; the program that starts workers imports this module too, and needs none of it."""
    from tests.clusters import planted_dead
    from tests.series.invented import INVENTED
    from tollbook import software
    from tollbook.suite.notebooks import NOTEBOOKS

    NOTEBOOKS["invented"] = INVENTED
    if os.environ.get("INVENTED_DEATH"):
        planted_dead(os.environ["INVENTED_DEATH"])
    if os.environ.get("INVENTED_OTHER_CODE"):
        told = {**software.told(), "its code": "0" * 64, "pandas": "1.0"}
        software.told = lambda: told
