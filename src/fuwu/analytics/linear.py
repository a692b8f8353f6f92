"""The little linear algebra that readiness needs, without numpy: symmetric systems of some 25 unknowns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

Vector = list[float]
Matrix = list[list[float]]


def cholesky(matrix: Sequence[Sequence[float]]) -> Matrix:
    """Return the rows of the lower triangular L with L Lᵀ = `matrix` (Golub and Van Loan, Matrix Computations, §4.2).

    Raises
    ------
    ValueError
        If the matrix is not positive definite.

    Examples
    --------
    >>> cholesky([[4.0, 2.0], [2.0, 5.0]])
    [[2.0], [1.0, 2.0]]
    """
    rows: Matrix = []
    for i, entries in enumerate(matrix):
        row: Vector = []
        for j in range(i):
            other = rows[j]
            row.append((entries[j] - sum(map(mul, row, other))) / other[j])
        rest = entries[i] - sum(map(mul, row, row))
        if rest <= 0:
            raise ValueError(f"not positive definite in row {i}")
        row.append(math.sqrt(rest))
        rows.append(row)
    return rows


def forward(lower: Matrix, right: Sequence[float]) -> Vector:
    """Return y with L y = `right`."""
    found: Vector = []
    for row, value in zip(lower, right, strict=True):
        found.append((value - sum(map(mul, row, found))) / row[-1])
    return found


def backward(upper: Matrix, right: Sequence[float]) -> Vector:
    """Return x with Lᵀ x = `right`, given `upper`, the reversed rows of Lᵀ (`reversed_transpose`).

    Row i of `upper` holds the entries of Lᵀ's row n-1-i from the last column to the diagonal, so that this is
    `forward` on the reversed unknowns.
    """
    return forward(upper, right[::-1])[::-1]


def reversed_transpose(lower: Matrix) -> Matrix:
    """Return what `backward` works with."""
    size = len(lower)
    return [[lower[i][j] for i in range(size - 1, j - 1, -1)] for j in range(size - 1, -1, -1)]


def solve(lower: Matrix, right: Sequence[float]) -> Vector:
    """Return x with L Lᵀ x = `right`.

    Examples
    --------
    >>> solve(cholesky([[4.0, 2.0], [2.0, 5.0]]), [8.0, 8.0])
    [1.5, 1.0]
    """
    return backward(reversed_transpose(lower), forward(lower, right))


def log_determinant(lower: Matrix) -> float:
    """Return the logarithm of the determinant of L Lᵀ."""
    return 2 * sum(math.log(row[-1]) for row in lower)
