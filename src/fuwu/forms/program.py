"""A mixed integer linear programme, built term by term and solved by HiGHS (through `scipy.optimize.milp`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

#: Solved to this part of the best value, never to the last digit: a paper 1% less balanced is as good.
GAP = 0.01
#: Seconds for one paper; a paper from 5,000 items takes a fraction of one.
SECONDS = 30.0
#: What `scipy.optimize.milp` calls its ends.
INFEASIBLE = 2

Terms = Iterable[tuple[int, float]]


@dataclass(slots=True)
class Program:
    """Columns (unknowns from 0 up, each with a cost) and rows (weighted sums of them between two bounds).

    Minimises the sum of cost × unknown.
    """

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)
    _lows: list[float] = field(default_factory=list)
    _highs: list[float] = field(default_factory=list)

    def column(self, *, cost: float = 0.0, upper: float = inf, whole: bool = False) -> int:
        """Add an unknown and return its number."""
        self.costs.append(cost)
        self.uppers.append(upper)
        self.whole.append(int(whole))
        return len(self.costs) - 1

    def row(self, terms: Terms, *, low: float = -inf, high: float = inf) -> None:
        """Demand that the sum of the terms (column, weight) lies within the bounds."""
        number = len(self._lows)
        for column, weight in terms:
            self._rows.append(number)
            self._columns.append(column)
            self._weights.append(weight)
        self._lows.append(low)
        self._highs.append(high)

    def constant(self, cost: float) -> None:
        """Add to the sum that is minimised; what cannot be helped, taken off, leaves `GAP` to what can be chosen."""
        self.row([(self.column(cost=cost, upper=1.0), 1.0)], low=1.0)

    def near(self, terms: Terms, *, low: float, high: float, price: float) -> None:
        """Wish that the sum lies within the bounds: each unit outside costs `price`."""
        under, over = self.column(cost=price), self.column(cost=price)
        self.row([*terms, (under, 1.0), (over, -1.0)], low=low, high=high)

    def cost(self, values: Sequence[float]) -> float:
        """Return what these values of the columns cost."""
        return sum(cost * value for cost, value in zip(self.costs, values, strict=True))

    def solve(self, *, nodes: int | None = None, gap: float = GAP) -> Sequence[float] | None:
        """Return the value of each column, or None when no values keep all the bounds.

        The same programme gives the same values (HiGHS's own seed is fixed).

        Parameters
        ----------
        gap
            How far from the best value, as a part of it, the search may end.
        nodes
            Branches after which the best values found so far will do; without it only `SECONDS` end the search.

        Raises
        ------
        TimeoutError
            If nothing was found in `SECONDS`.
        """
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        shape = (len(self._lows), len(self.costs))
        matrix = csr_array((self._weights, (self._rows, self._columns)), shape=shape)
        options: dict[str, float] = {"mip_rel_gap": gap, "time_limit": SECONDS}
        if nodes is not None:
            options["node_limit"] = nodes
        found = milp(
            np.asarray(self.costs),
            integrality=np.asarray(self.whole),
            bounds=Bounds(0, np.asarray(self.uppers)),
            constraints=LinearConstraint(matrix, np.asarray(self._lows), np.asarray(self._highs)),
            options=options,
        )
        if found.x is not None:
            values: list[float] = found.x.tolist()
            return values
        if found.status == INFEASIBLE:
            return None
        raise TimeoutError(f"no paper found in {SECONDS:g} s ({found.message}): ask for fewer papers at once")
