// Package chart draws small charts as SVG for pages. It knows classes instead
// of colors, so that a style sheet makes them light or dark, and no text but
// titles: what stands beside a chart is the page's, in its own language.
//
// A drawing fills the box it is put into: lines keep their width and marks stay
// round, however it is stretched.
//
//	svg := chart.Line{Title: "Mentions of Brewpoint", Points: points}.SVG()
package chart
