// The few scripts of the pages. Every page works without them.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink, createAll
} from 'govuk-frontend'
import { autosave } from './autosave.mjs'
import { desk } from './desk.mjs'
import { copyButtons } from './copy.mjs'
import { hideScreen } from './hide.mjs'
import { session } from './session.mjs'
import { watchUnsaved } from './unsaved.mjs'
import { askWhere } from './where.mjs'
import { hideWords } from './words.mjs'

// GOV.UK's Radios are left out: they only reveal further questions, which we never hide, by setting an attribute
// (aria-expanded) that a radio may not have.
for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink
]) createAll(component)

const unsaved = watchUnsaved()
autosave(unsaved)
desk()
hideScreen(unsaved)
session(unsaved)
hideWords()
askWhere()
copyButtons()

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
// A page kept by the browser for the Back button may belong to a session that has ended: ask the server again.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })
