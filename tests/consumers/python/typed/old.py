"""A program that uses a deprecated class."""

from golden import LabelSmudgedError

LabelSmudgedError(reason="rain")
