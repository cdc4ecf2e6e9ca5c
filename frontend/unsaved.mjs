// The browser's own leave-page warning, on only while a form holds words that nobody has saved.
// A form that is saved in another way says so with an event: form.dispatchEvent(new Event('app:saved')).

const written = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]))

export function watchUnsaved () {
  const forms = new Map([...document.querySelectorAll('main form[method="post"]')].map((form) => [form, written(form)]))
  let leaving = false
  const any = () => !leaving && [...forms].some(([form, saved]) => written(form) !== saved)
  for (const form of forms.keys()) {
    form.addEventListener('submit', () => { leaving = true })
    form.addEventListener('app:saved', () => forms.set(form, written(form)))
  }
  addEventListener('beforeunload', (event) => { if (any()) event.preventDefault() })
  return { any, leave: () => { leaving = true } }
}
