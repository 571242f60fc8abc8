"""Pages of the desk's control over readings."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.journeys.pages.visit import Visit, press


def pages_of_metering(key: Mapping[str, Any]) -> Sequence[Visit]:
    unit = f"/desk/metering/{key['unit']}"
    bench = f"/desk/metering/units/{key['unit']}"
    return [
        Visit("metering", "/desk/metering/"),
        Visit("metering", "/desk/metering/?show=problems", state="problems"),
        Visit("metering", "/desk/metering/?q=zzzzzz", state="nothing found"),
        Visit("metering", "/desk/metering/next/", state="next problem"),
        Visit("metering", f"{unit}/2026-11-22/", press("button[value=put-in]"), "refused"),
        Visit("metering", f"{unit}/2026-10-05/", state="accepted"),
        Visit("metering", f"{unit}/2026-12-31/", state="to come"),
        Visit("metering", "/desk/metering/accept/"),
        Visit("metering", "/desk/metering/distributor/"),
        Visit("metering", "/desk/metering/distributor/", press("button[data-primary]"), "refused"),
        Visit("metering", f"/desk/metering/distributor/{key['report']}/"),
        Visit("metering", f"/desk/metering/distributor/{key['report']}/?show=points", state="points"),
        Visit("metering", f"{bench}/"),
        Visit("metering", f"{bench}/replace/"),
        Visit("metering", f"{bench}/replace/", press("button[data-primary]"), "refused"),
        Visit("metering", f"{bench}/end-fault/", state="nothing to end"),
        Visit("metering", f"{bench}/constant/"),
        Visit("metering", f"{bench}/constant/", press("button[data-primary]"), "refused"),
        Visit("metering", "/desk/metering/quality/"),
        Visit("metering", "/desk/metering/quality/", press("button[data-primary]"), "refused"),
        Visit("metering", "/desk/metering/verifications/"),
        Visit("metering", "/desk/metering/verifications/?q=zzzzzz", state="nothing found"),
        Visit("metering", "/desk/metering/months/?month=2026-10"),
        Visit("metering", "/desk/metering/months/?q=zzzzzz", state="nothing found"),
        Visit("metering", f"/desk/metering/contracts/{key['contract']}/2026-10/"),
        Visit("metering", f"/desk/metering/contracts/{key['contract']}/2026-11/", state="open"),
    ]
