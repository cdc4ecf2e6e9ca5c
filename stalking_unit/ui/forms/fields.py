"""The fields pages use: Django's own, with what GOV.UK's pattern and our rules add to each."""

from collections.abc import Mapping
from typing import Any, Literal

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import EmailValidator, MaxLengthValidator

from stalking_unit.ui.words import lower_first

Size = Literal["", "s", "m", "l", "xl"]


class Guided(forms.Field):
    """What every field of ours can say beyond Django's.

    `missing` is the sentence shown when nothing was given. `readers` says above the box who will read the answer.
    `size` is the size of the label; with `heading` the label is the page's first heading. `owed` is for what a draft
    may leave out and the record needs in the end: it is not marked as optional.
    """

    verb = "Enter"

    def __init__(
        self,
        *,
        missing: str = "",
        readers: str = "",
        size: Size = "s",
        heading: bool = False,
        owed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.readers, self.size, self.heading, self.owed = readers, size, heading, owed
        self.error_messages["required"] = missing or self._missing()

    def _missing(self) -> str:
        label = str(self.label or "")
        if self.required and label.endswith("?"):
            raise ImproperlyConfigured(f"Say what to do when “{label}” is not answered: missing='Enter …'.")
        return f"{self.verb} {lower_first(label)}"


class TextField(Guided, forms.CharField):
    """One line. `width` is the number of characters the box should fit: 2, 3, 4, 5, 10, 20 or 30."""

    def __init__(self, *, width: int | None = None, attrs: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = width
        self.widget.attrs.update(attrs or {})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Never `maxlength`: it cuts pasted text without a word. The server counts and says so."""
        return {}


class EmailField(Guided, forms.EmailField):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = None
        malformed = "Enter an email address in the correct format, like name@example.com"
        self.validators = [EmailValidator(malformed)]
        self.widget.attrs.update(autocomplete="email", spellcheck="false")


class WholeNumberField(Guided, forms.IntegerField):
    """A whole number, typed in a text box: browsers' number boxes change value when scrolled."""

    widget = forms.TextInput

    def __init__(self, *, width: int | None = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = width
        self.error_messages["invalid"] = f"{self.label or 'This'} must be a whole number, like 12"
        self.widget.attrs["inputmode"] = "numeric"


class LongTextField(Guided, forms.CharField):
    """Several lines. With `count`, the page says how many characters are left and the server refuses more."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, count: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.count = count
        self.widget.attrs = {"rows": rows}
        if count:
            sentence = f"{self.label or 'Answer'} must be {count:,} characters or less"
            self.validators.append(MaxLengthValidator(count, sentence))

    def to_python(self, value: Any) -> str:
        """Browsers send two characters for each new line and count one."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class PasswordField(Guided, forms.CharField):
    """A password, never shown again after sending. `new` is for choosing one."""

    widget = forms.PasswordInput

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.widget.attrs["autocomplete"] = "new-password" if new else "current-password"


class HiddenField(forms.CharField):
    """A value carried through the page, such as the version being changed."""

    widget = forms.HiddenInput
    default_error_messages = {"required": "Load this page again: a part of it is missing"}


class FileField(Guided, forms.FileField):
    """One file on the browser's own file box."""

    verb = "Select"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["empty"] = "The selected file is empty"


class Chosen(Guided):
    """A choice between answers. `hints` explains single answers by value. Boxes are small: these are busy pages."""

    verb = "Select"

    def __init__(
        self, *, hints: Mapping[str, str] | None = None, small: bool = True, inline: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.hints, self.small, self.inline = dict(hints or {}), small, inline
        self.error_messages["invalid_choice"] = self.error_messages["required"]


class RadiosField(Chosen, forms.ChoiceField):
    """One answer of a few, all in sight."""

    widget = forms.RadioSelect


class CheckboxesField(Chosen, forms.MultipleChoiceField):
    """Any number of answers. `exclusive` names the last, which rules out the others, such as "None of these"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, exclusive: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.exclusive = exclusive

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.exclusive in value and len(value) > 1:
            raise forms.ValidationError(self.error_messages["required"], code="exclusive")


class SelectField(Chosen, forms.ChoiceField):
    """One answer of many; prefer radios for fewer than about eight. A callable is asked anew for every form.

    `nothing` stands in the box before a choice is made.
    """

    def __init__(self, *, choices: Any, nothing: str = "Choose one", **kwargs: Any) -> None:
        def all_choices() -> list[Any]:
            return [("", nothing), *(choices() if callable(choices) else choices)]

        super().__init__(choices=all_choices, **kwargs)


class PickField(Chosen, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record of a queryset that the view has already scoped; radios unless `widget=forms.Select`."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        as_list = kwargs.get("widget") in (forms.Select,)
        super().__init__(empty_label="Choose one" if as_list else None, **kwargs)


class PickManyField(Chosen, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of records of a queryset that the view has already scoped."""

    widget = forms.CheckboxSelectMultiple


class TickField(Guided, forms.BooleanField):
    """One box to tick, its label beside it."""

    verb = "Confirm"
