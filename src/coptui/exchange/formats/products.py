"""Products whose files are tables like any other: what is special to each, in a row."""

from __future__ import annotations

from collections.abc import Callable

from coptui.exchange.formats.generic import read_sheet
from coptui.exchange.tables.found import Found, Hints
from coptui.exchange.tables.product import Product
from coptui.exchange.tables.sheets import TextSheet, folded
from coptui.language import tr


def _reader(product: Product) -> Callable[[TextSheet, int, Hints], Found]:
    def read(sheet: TextSheet, position: int, hints: Hints) -> Found:
        return read_sheet(sheet, position, hints, product)

    return read


def _columns(left_out: str = "", /, **meanings: str) -> dict[str, str]:
    """Return meanings by folded heading; what a program adds by itself is left out."""
    said = {folded(head): "skip" for head in left_out.split("|")}
    for meaning, heads in meanings.items():
        said |= {folded(head): meaning.replace("_", " ") for head in heads.split("|")}
    return said


_NO_PEOPLE = {
    "bot": "a bot",
    "app": "a bot",
    "deactivated": "deactivated",
    "deactivated member": "deactivated",
}

zoom_meeting = _reader(Product("Zoom participants", "attendance", uid="zoom", only_known=True))
zoom_unique = _reader(
    Product("Zoom participants (one row per person)", "attendance", uid="zoom", only_known=True)
)
zoom_webinar = _reader(Product("Zoom webinar", "attendance", uid="zoom", only_known=True))
meet = _reader(Product("Google Meet attendance", "attendance", only_known=True))
forms = _reader(
    Product("Google Forms sign-in", "attendance", _columns(joined_at="Timestamp"), by_day=True)
)
meetup_attendees = _reader(
    Product(
        "Meetup attendees",
        "attendance",
        _columns(
            "Title|Guests|RSVPed on|Joined Group on|URL of Member Profile|Notes",
            attended="Attendance",
            rsvp="RSVP",
            role="Event Host",
            handle="User ID|Member ID",
        ),
        service="meetup",
    )
)
meetup_members = _reader(
    Product(
        "Meetup members",
        "people",
        _columns(joined="Joined Group on", handle="User ID|Member ID"),
        usual=False,
        service="meetup",
        only_known=True,
    )
)
eventbrite = _reader(
    Product(
        "Eventbrite attendees",
        "attendance",
        _columns(
            "Order #|Order Date|Quantity|Price Level|Price Tier|Ticket Type|Attendee #|Group|Order Type|Currency|Total Paid|Fees Paid|Eventbrite Fees"
            "|Eventbrite Payment Processing|"
            + "|".join(
                f"{kind} {part}"
                for kind in ("Home", "Work", "Billing", "Shipping")
                for part in ("Address 1", "Address 2", "City", "State", "Zip", "Country", "Country Code")
            ),
            rsvp="Attendee Status",
        ),
        orders=True,
    )
)  # fmt: skip
luma = _reader(
    Product(
        "Luma guests",
        "attendance",
        _columns(
            "api_id|guest_id|created_at|custom_source|utm_source|referrer|referred_by|qr_code_url|amount|amount_tax|amount_discount|currency|coupon_code"
            "|eth_address|solana_address|survey_response_rating|survey_response_feedback|ticket_type_id|ticket_name",
            rsvp="approval_status",
            attended="checked_in_at",
        ),
        notes={"survey response feedback": tr("Guests' feedback is left out.")},
    )
)  # fmt: skip
slack_members = _reader(
    Product(
        "Slack members",
        "people",
        _columns(
            "status|billing-active|has-2fa|has-sso|userid|expiration-timestamp",
            name="fullname",
            alias="displayname",
            handle="username",
        ),
        service="slack",
        only_known=True,
        nobody={"status": _NO_PEOPLE},
    )
)
slack_analytics = _reader(
    Product(
        "Slack analytics",
        "people",
        _columns(
            "Account type",
            joined="Account created (UTC)",
            name="Name|Full name",
            alias="Display name",
            handle="Username",
        ),
        service="slack",
        only_known=True,
        nobody={"account type": _NO_PEOPLE},
    )
)
linkedin = _reader(
    Product(
        "LinkedIn connections",
        "people",
        _columns("Connected On", handle="URL", position="Position"),
        service="linkedin",
    )
)
outlook = _reader(
    Product(
        "Outlook contacts",
        "people",
        _columns(
            email="E-mail Address|E-mail 2 Address|E-mail 3 Address|E-mail Address 2",
            phone="Mobile Phone|Business Phone|Primary Phone|Home Phone",
            location="Business City|Home City",
            position="Job Title",
        ),
        only_known=True,
    )
)
