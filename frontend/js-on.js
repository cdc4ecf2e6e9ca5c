// First in the body and not a module: GOV.UK's components only start when the body says that scripts run.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
