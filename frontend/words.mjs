// "Hide it now" hides the whole text it stands beside. Where somebody has marked a passage, it hides that passage wherever
// it stands in the case, and says so. What is marked is only ever sent by the press; the server looks whether it is there.

const longest = 400
const spaces = /\s+/g
const patience = 1500 // a tap on the press may take the marking away just before it counts

export function hideWords () {
  const form = document.getElementById('hide-now')
  if (!form) return
  const presses = [...document.querySelectorAll(`[form="${form.id}"]`)]
  const plain = presses[0]?.textContent
  let marked = { words: '', at: 0 }

  function beside (node) {
    for (let place = node?.parentElement; place && place.id !== 'main-content'; place = place.parentElement) {
      const press = place.querySelector(`[form="${form.id}"]`)
      if (press) return press
    }
  }

  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    const words = selection.toString().replace(spaces, ' ').trim()
    const press = words && words.length <= longest ? beside(selection.anchorNode) : undefined
    if (press) marked = { words, press, at: Infinity }
    else if (marked.at === Infinity) marked.at = Date.now()
    for (const one of presses) {
      const said = one === press ? `Hide “${words}” in all of this case now` : plain
      if (one.textContent !== said) one.textContent = said
    }
  })

  for (const press of presses) {
    press.addEventListener('click', () => {
      const holds = marked.press === press && marked.at > Date.now() - patience
      form.elements.words.value = holds ? marked.words : ''
    })
  }
}
