# Moments: time limits, and how things were.

# Offers whose time is over
offer-over = The time for this offer is over
offer-over-line = It can no longer be accepted or declined. Contact us if you would like a new one.
edit-refused-value = { $what } does not take this value. Please check it.

# History
history-undo-ruled-out = That is not possible at the moment
history-when = As it was on another day
history-when-line = Shows every value as it was then.
history-when-day = Day
history-when-time = Time
history-when-time-hint = For example 14:30. Without a time, the end of the day counts.
history-when-press = Show it
history-when-wrong-day = Type a day, for example 24/11/2026.
history-when-wrong-time = Type a time such as 14:30, or leave the field empty.

# Pictures of blocks
block-picture = Picture
block-picture-choose = Choose a picture
block-picture-worn = The picture that the block shows
block-picture-limit = SVG, PNG, JPG or WebP up to 1.5 MB.
block-picture-press = Upload picture
block-picture-remove = Remove picture
block-picture-none = Choose a picture.
block-picture-large = The picture is larger than 1.5 MB. Choose a smaller one.
block-picture-kind = This file is no picture that pages can show. Choose SVG, PNG, JPG or WebP.
console-done-picture-saved = The picture is there.
console-done-picture-removed = The picture is removed.
