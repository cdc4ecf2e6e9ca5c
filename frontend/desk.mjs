// The screening desk by keyboard. A key works while the referral has the focus and no text box does, so that nobody who
// types or speaks elsewhere sets one off (WCAG 2.1.4). What has a key says so with data-key; digits choose a reason where
// one is asked, W goes to the words, and Enter sends, with Control from inside a text box.

const isTyping = (element) => element.matches('textarea, select, input:not([type="checkbox"], [type="radio"])')
const firstEmpty = (boxes) => boxes.find((box) => !box.value.trim()) ?? boxes[0]

export function desk () {
  const referral = document.querySelector('[data-keys]')
  if (!referral) return
  const send = () => {
    const button = referral.querySelector('form button[name="do"]')
    button?.form.requestSubmit(button)
    return button
  }
  const press = (key) => {
    const reasons = [...referral.querySelectorAll('input[name="reason_code"]')]
    const wanted = referral.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? reasons[Number(key) - 1]
    if (wanted) wanted.click()
    if (wanted || key !== 'w') return wanted
    const box = firstEmpty([...referral.querySelectorAll('form textarea')])
    box?.focus()
    return box
  }
  referral.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.target === referral)) {
      if (send()) event.preventDefault()
    } else if (!event.ctrlKey && !isTyping(event.target) && press(event.key.toLowerCase())) {
      event.preventDefault()
    }
  })
}
