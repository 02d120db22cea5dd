package notify

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// PagerDuty opens and closes incidents through the Events API v2
// (https://developer.pagerduty.com/docs/events-api-v2-overview). A message
// whose State is resolved closes what an earlier one with the same About
// opened.
type PagerDuty struct {
	// Key is the integration key of a service, a secret.
	Key string
	// Server is another address than that of PagerDuty's American service,
	// for instance https://events.eu.pagerduty.com.
	Server string
	Client Client
}

// Check tells whether key and server can be used.
func (p *PagerDuty) Check() error {
	var errs []error
	if p.Key == "" {
		errs = append(errs, &FieldError{"pagerduty", "Key", "is missing"})
	}
	if p.Server != "" {
		errs = append(errs, checkAddress("pagerduty", "Server", p.Server))
	}
	return errors.Join(errs...)
}

// What PagerDuty takes.
const (
	pagerSummary = 1024
	pagerDetails = 100 << 10
)

// single keeps messages from being gathered: each opens or closes an incident of
// its own, and a digest would leave them all open.
func (p *PagerDuty) single() {}

// Send sends m once. PagerDuty itself drops what repeats.
func (p *PagerDuty) Send(ctx context.Context, m Message) error {
	server := p.Server
	if server == "" {
		server = "https://events.pagerduty.com"
	}
	event := map[string]any{
		"routing_key": p.Key, "event_action": "trigger", "dedup_key": pagerKey(m), "client": "earshot",
		"payload": pagerPayload(m),
	}
	if m.State == listen.Resolved {
		event["event_action"] = "resolve"
	}
	if checkAddress("", "", m.Link) == nil && len(m.Link) < 2000 {
		event["links"] = []any{map[string]string{"href": m.Link, "text": "Open"}}
	}
	_, err := p.Client.postJSON(ctx, parcel{address: server + "/v2/enqueue", secrets: []string{p.Key}}, event)
	return err
}

func pagerPayload(m Message) map[string]any {
	source := m.Brand
	if source == "" {
		source = "earshot"
	}
	payload := map[string]any{
		"summary": fit(oneLine(m.Title), pagerSummary), "source": fit(source, pagerSummary), "severity": pagerSeverity(m.Severity),
		"custom_details": map[string]any{"text": fit(body(m), pagerDetails), "facts": m.Facts, "key": m.Key},
	}
	if !m.Time.IsZero() {
		payload["timestamp"] = m.Time.UTC().Format(time.RFC3339)
	}
	if len(m.Data) < pagerDetails && json.Valid(m.Data) {
		payload["custom_details"].(map[string]any)["data"] = m.Data
	}
	return payload
}

// pagerKey has at most the 255 letters that a key may have.
func pagerKey(m Message) string {
	key := m.About
	if key == "" {
		key = m.Key
	}
	if len(key) > 255 {
		return hashed(key)
	}
	return key
}

func pagerSeverity(severity int) string {
	switch {
	case severity >= 8:
		return "critical"
	case severity >= 6:
		return "error"
	case severity >= 3:
		return "warning"
	}
	return "info"
}
