"""The examples in the docstrings of every module."""

import doctest
import importlib
import pkgutil

import pytest

import crawler
import pipeline
import reports
import warehouse

MODULES = [
    module.name
    for package in (crawler, pipeline, warehouse, reports)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_modules_have_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 50
