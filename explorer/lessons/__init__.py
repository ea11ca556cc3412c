"""The tour: each file is one lesson, its texts lie in `resources/lessons`; all numbers in them are computed."""
