"""The examples in the docstrings of the modules that read pages."""

import doctest
import importlib
import pkgutil

import pytest

import crawler.extract
import pipeline.normalize.page

MODULES = [
    module.name
    for package in (crawler.extract, pipeline.normalize.page)
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_modules_have_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 10
