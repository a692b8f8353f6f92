"""What all tests share. No test ever touches the answers of whoever runs it."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from samples import make_items

from fuwu import sampledata

ROOT = Path(__file__).resolve().parents[1]


def pytest_configure():
    # Kernels that nbval starts inherit it too: notebooks run as they were built, with nothing answered.
    os.environ["FUWU_STORE"] = str(Path(tempfile.mkdtemp(prefix="fuwu-test-")) / "fuwu.db")
    os.environ["FUWU_LANG"] = "en"
    os.environ["NO_COLOR"] = "1"


@pytest.fixture
def root():
    return ROOT


@pytest.fixture
def clock():
    """A clock that goes one second further each time it is read."""
    start = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    ticks = iter(range(1_000_000))
    return lambda: start + timedelta(seconds=next(ticks))


@pytest.fixture
def items():
    return make_items()


@pytest.fixture(scope="session")
def data():
    """The sample data of the labs; no test changes it."""
    return sampledata.load()
