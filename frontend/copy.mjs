// A button that copies the text of a box. Without script the box is there, to be marked and copied by hand.

export function copyButtons () {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const box = document.getElementById(button.dataset.copy)
    const told = document.querySelector('[data-copied]')
    button.hidden = false
    button.addEventListener('click', async () => {
      box.select()
      try {
        await navigator.clipboard.writeText(box.value)
        told.textContent = 'Copied.'
      } catch {
        told.textContent = 'The browser did not allow it. The text is marked: copy it with your keyboard.'
      }
    })
  }
}
