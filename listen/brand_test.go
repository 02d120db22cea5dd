package listen_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
)

func TestBrandsAreTheCallersToChange(t *testing.T) {
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint", Terms: []string{"brew point"}}, {Name: "Kettleworks"}}, nil, &listen.Options{Interval: time.Minute})
	require.NoError(t, err)
	brands := l.Brands()
	require.Len(t, brands, 2)
	brands[0].Name, brands[0].Terms[0] = "x", "y"
	assert.Equal(t, "Brewpoint", l.Brands()[0].Name)
	assert.Equal(t, []string{"brew point"}, l.Brands()[0].Terms)
	assert.Equal(t, time.Minute, l.Interval())
}
