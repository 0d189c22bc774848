# Parts of stored pages: offers and the answer to them, line items, frames.

products-title = What is included
line-what = Item
line-quantity = Quantity
line-price = Unit price
line-total = Sum
line-period-weekly = a week
line-period-monthly = a month
line-period-every-quarter = a quarter
line-period-every-6-months = every six months
line-period-yearly = a year

order-summary-title = Your offer
order-summary-until = valid until { $day }
order-summary-over = This offer was valid until { $day }
order-summary-over-line = Get in touch: we are glad to renew it.
order-summary-next = Before you answer you see everything once more on one page.
order-accept = Accept the offer
order-decline = Decline
order-back = Back to the order
order-then = What happens then
order-accept-question = Accept the offer?
order-accept-do = Order with obligation to pay
order-accept-now = You accept the offer
order-accept-now-more = This makes it a binding order.
order-accept-next = { $us } carries out the order
order-accept-next-more = The page of the order always says how far it is.
order-decline-question = Decline the offer?
order-decline-do = Decline the offer
order-decline-now = You decline the offer
order-decline-now-more = There are no costs.
order-decline-next = { $us } is told
order-decline-next-more = If you change your mind, ask for a new offer.
order-accepted = Thank you, we have your order
order-accepted-line = Accepted on { $when } by { $who }. This page stays at its address and can be printed.
order-declined = You have declined the offer
order-declined-line = Declined on { $when } by { $who }.
order-not-open = There is nothing left to decide here
order-not-open-line = This offer is not open, or it has been answered. The page of the order says how far it is.

frame-ask = This content comes from { $host }. When it loads, { $host } learns your internet address.
frame-load = Load it
frame-outside = Open in a new window

requests-title = Projects and orders
requests-open = Open
requests-over = Finished
requests-next = Next step:
requests-answer = Your answer to the offer
requests-answer-until = Your answer by { $day }
requests-none = Nothing is under way at the moment.
requests-none-found = Nothing was found.
requests-search = Search projects and orders

readings-title = Last readings
readings-day = Read on
readings-value = Reading
readings-used = Used
readings-unit = All values in { $unit }.
readings-checked = Being checked
readings-implausible = Please check
readings-none = No reading yet.

selector-search = Search { $what }
selector-none = Nothing found.
journey-actions-title = What would you like to do?
banner-dismiss = Put this note away: { $title }

claim-title = Add a contract
claim-line = You find these on your bill or on the confirmation of your contract. Then you see the contract here.
claim-do = Find and add the contract
claim-back = Back
claim-missing = Please fill this in: without it we cannot find the contract.
claim-none = We find no contract for this. Please compare it with your last bill.
claim-several = Several contracts fit. Please get in touch, we will sort it out.
claim-draft = This contract is not concluded yet. It can be added as soon as it is.

rule-cadence = { $what } can be changed { $count ->
    [0] not at all
    [one] once
   *[other] { $count } times
} { $more }. Try again later, or get in touch.
rule-period-days = { $count ->
    [one] a day
   *[other] in { $count } days
}
rule-period-weeks = { $count ->
    [one] a week
   *[other] in { $count } weeks
}
rule-period-months = { $count ->
    [one] a month
   *[other] in { $count } months
}
rule-relative = { $what } may be { $more } than so far. Choose another value, or get in touch.
rule-up = at most { $step } higher
rule-down = at most { $step } lower
rule-and = { " and " }
rule-days-before = { $what } cannot be changed in the last { $count } days before its date. Please get in touch.
rule-overdue = { $what } cannot be changed while a payment is overdue.
rule-other = { $what } cannot be changed like this at the moment. Please get in touch.
