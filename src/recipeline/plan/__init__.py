"""Plan: every decision of a conversion, from the analysis and what one run showed. No text is made here."""

from recipeline.plan.choices import Choices
from recipeline.plan.make import make_plan

__all__ = ["Choices", "make_plan"]
