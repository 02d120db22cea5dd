package match

// Learned holds what labelled posts taught about single brands.
type Learned struct{}
