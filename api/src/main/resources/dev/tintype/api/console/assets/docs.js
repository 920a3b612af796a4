// The key that is typed in here stays in the page: it is asked for again after a reload.
SwaggerUIBundle({
  url: '/v1/openapi.json',
  domNode: document.getElementById('api'),
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
