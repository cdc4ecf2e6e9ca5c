// "Hide screen": the page is covered at once, then the server is told to ask for the second factor before it shows
// anything again. The shortcut is Shift, three times within two seconds, with nothing in between.

export function hideScreen (unsaved) {
  const form = document.querySelector('[data-hide-screen]')
  if (!form) return
  form.addEventListener('submit', () => {
    document.documentElement.classList.add('app-hidden')
    unsaved.leave()
  })
  let presses = []
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') { presses = []; return }
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp]
    if (presses.length === 3) form.requestSubmit()
  })
  addEventListener('keydown', (event) => { if (event.key !== 'Shift') presses = [] })
}
