"""Single sign-on by OpenID Connect: who somebody is comes from the provider, roles never do."""
