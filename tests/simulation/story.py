"""The story of one seed, as short as it can be made."""

from __future__ import annotations

from collections.abc import Iterable

from tests.simulation.plan import Plan, plan_of
from tests.simulation.world import World


def shrunk(plan: Plan) -> Plan:
    """Leave out what the violation does not need: faults, processes, callers."""
    smaller = True
    while smaller:
        smaller = False
        for tried in _smaller(plan):
            if World(tried).run():
                plan, smaller = tried, True
                break
    return plan


def _smaller(plan: Plan) -> Iterable[Plan]:
    for n in range(len(plan.faults)):
        yield plan._replace(faults=plan.faults[:n] + plan.faults[n + 1 :])
    for n in range(len(plan.processes) if len(plan.processes) > 1 else 0):
        yield plan._replace(processes=plan.processes[:n] + plan.processes[n + 1 :])
    if plan.callers > 1:
        yield plan._replace(callers=plan.callers - 1)
    if any(clock != (0.0, 0.0) for clock in plan.clocks):
        yield plan._replace(clocks=((0.0, 0.0),) * len(plan.clocks))
    if plan.strict:
        yield plan._replace(strict=False)


def tell(seed: int) -> bool:
    """Run one seed and tell its story, as short as it can be made; whether all was well."""
    plan = plan_of(seed)
    failing = bool(World(plan).run())
    if failing:
        plan = shrunk(plan)
    world = World(plan, telling=True)
    wrong = world.run()
    print(
        f"seed {seed}: store {plan.level}, server {plan.server}, life {plan.life:.0f} s, "
        f"clocks {plan.clocks}, processes {len(plan.processes)}, callers {plan.callers}"
    )
    print("\n".join(f"  {fault}" for fault in plan.faults))
    print("\n".join(world.story))
    print("\n".join(wrong) or "all is well")
    return not failing
