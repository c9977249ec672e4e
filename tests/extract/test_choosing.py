"""How one of several answers is chosen for a field."""

from pledgebook.extract.choosing import Option, by_feature, heaviest, shipped_weights, yes_or_no


def test_the_option_with_the_heaviest_features_is_chosen() -> None:
    options = [Option("NOR", "Norway", ((["far"], ()),)), Option("JPN", "Japan", ((["near", "unknown"], ()),))]

    assert heaviest(by_feature({"near": 2, "far": 1}), options).value == "Japan"


def test_a_feature_weighs_differently_by_what_it_is_seen_together_with() -> None:
    near, far = (Option(key, key, (([key], ("fund",)),)) for key in ("near", "far"))

    assert heaviest(by_feature({"near": 1, "far|fund": 3}), [near, far]).value == "far"


def test_of_equal_options_the_first_is_chosen() -> None:
    options = [Option("", None, ()), Option("JPN", "Japan", ((["unknown"], ()),))]

    assert heaviest({}, options).key == ""


def test_a_value_is_left_out_or_taken() -> None:
    without, with_it = yes_or_no("sea", (["ships"], ()))

    assert (without.value, with_it.value) == (None, "sea")


def test_every_field_that_is_chosen_has_weights() -> None:
    assert set(shipped_weights()) == {
        *(
            "addressee",
            "amounts",
            "conditions",
            "domains",
            "due",
            "first target",
            "quantity",
            "said",
            "speaker",
            "target",
            "with",
        ),
    }
