// The doors of the API to try: acts in the session of whoever looks, with its CSRF token.
const at = document.getElementById("api");

SwaggerUIBundle({
  url: at.dataset.description,
  domNode: at,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none", // two hundred doors at once take a phone ten seconds
  defaultModelsExpandDepth: -1,
  supportedSubmitMethods: ["get", "post", "put", "patch", "delete"],
  validatorUrl: null,
  requestInterceptor: (request) => {
    if (request.method && request.method !== "GET") {
      request.headers["X-CSRFToken"] = at.dataset.token;
    }
    return request;
  },
});
