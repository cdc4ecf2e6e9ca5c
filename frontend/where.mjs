// "Is this where someone lives?", said beside the box while somebody of the victim's side types what has the shape of it.
// The page marks the boxes for them alone. Shapes only, letter by letter those of cases/services/whereabouts.py: nothing
// that is typed is sent or compared with an address.

const shapes = [
  /\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2}\b/,
  /(?<!\d)(?:(?:\+|00)44\s?(?:\(0\))?|0)\s?(?:\d[\s-]?){8,9}\d(?!\d)/,
  /\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/,
  /(?:\/\/\/|(?<![\w@.\/]))(?!www\.)[a-z]{4,}\.[a-z]{4,}\.[a-z]{4,}(?![\w.\/@])/,
  /\b\d{1,4}[a-z]?,?\s+(?:(?!(?:a|an|and|at|by|down|from|her|his|in|near|of|on|the|their|this|to|up|was|were)\b)[a-z’'-]+\s+){1,3}(?:avenue|ave|close|court|crescent|drive|gardens|grove|hill|lane|mews|parade|place|quay|road|rd|row|square|street|st|terrace|walk|way|wharf|yard)\b/i
]
const pause = 600

export function askWhere () {
  for (const box of document.querySelectorAll('[data-asks-where]')) watch(box)
}

function watch (box) {
  const said = document.createElement('p')
  said.className = 'app-where'
  said.setAttribute('role', 'status')
  box.after(said)
  let timer
  const look = () => {
    const asks = shapes.some((shape) => shape.test(box.value))
    if (asks === said.hasChildNodes()) return
    said.replaceChildren(...asks ? ['Is this where someone lives? ', instead(box.dataset.asksWhere)] : [])
  }
  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, pause) })
}

// In a tab of its own, so that what was typed stays.
function instead (address) {
  const link = document.createElement('a')
  Object.assign(link, { className: 'govuk-link', href: address, target: '_blank', rel: 'noopener', textContent: 'Put it in the protected box (opens in a new tab)' })
  return link
}
