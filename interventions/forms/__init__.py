"""The shape and wording of what people enter about plans, orders, support and closure. A form never saves."""
