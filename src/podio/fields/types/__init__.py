"""The types of fields, one family a file: the class of its values, and how Podio has them."""

from __future__ import annotations
