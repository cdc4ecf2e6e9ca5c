// "Hide screen": the page is covered at once, what was typed is saved where the page can, then the server is told to ask
// for the second factor before it shows anything again. The shortcut is Shift, three times within two seconds, with nothing in between.

const patience = 3000

export function hideScreen (unsaved) {
  const form = document.querySelector('[data-hide-screen]')
  if (!form) return
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    document.documentElement.classList.add('app-hidden')
    await Promise.race([unsaved.keep(), new Promise((resolve) => setTimeout(resolve, patience))])
    unsaved.leave()
    form.submit()
  })
  let presses = []
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') { presses = []; return }
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp]
    if (presses.length === 3) form.requestSubmit()
  })
  addEventListener('keydown', (event) => { if (event.key !== 'Shift') presses = [] })
}
