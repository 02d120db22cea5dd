package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Webhook posts messages as JSON to any program. It signs as Standard Webhooks
// (https://www.standardwebhooks.com) describes: the headers webhook-id, which
// is the message's Key and the same in every attempt, webhook-timestamp in
// seconds, and webhook-signature, "v1," and the base64 form of the
// HMAC-SHA256 over "id.timestamp.body". [Verify] is the other side.
type Webhook struct {
	URL string
	// Secret has at least 24 bytes. What follows "whsec_" is the base64 form of
	// the key, as Standard Webhooks writes secrets; any other secret is the key
	// itself, which its libraries call raw. An empty one sends without
	// signature.
	Secret string
	Client Client
}

const minSecret = 24

// Check tells whether address and secret can be used.
func (w *Webhook) Check() error {
	err := checkAddress("webhook", "URL", w.URL)
	if w.Secret != "" && len(w.Secret) < minSecret {
		err = errors.Join(err, &FieldError{"webhook", "Secret", fmt.Sprintf("has fewer than %d bytes", minSecret)})
	}
	return err
}

// Send posts m once. Whatever status of success the other side answers counts.
func (w *Webhook) Send(ctx context.Context, m Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return errors.Join(ErrRejected, err)
	}
	id, at := headerSafe(m.Key), strconv.FormatInt(time.Now().Unix(), 10)
	header := http.Header{"Webhook-Id": {id}, "Webhook-Timestamp": {at}, "Idempotency-Key": {id}}
	if w.Secret != "" {
		header.Set("Webhook-Signature", "v1,"+sign(w.Secret, id, at, body))
	}
	_, err = w.Client.post(ctx, parcel{address: w.URL, header: header, body: body, secrets: []string{w.Secret}})
	return err
}

// headerSafe is a key as a header can carry it: itself where it is short and of
// plain letters, else its hash.
func headerSafe(key string) string {
	const longest = 256
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return hashed(key)
		}
	}
	if len(key) > longest {
		return hashed(key)
	}
	return key
}

func hashed(key string) string {
	sum := sha256.Sum256([]byte(key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func signingKey(secret string) []byte {
	if written, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if key, err := base64.StdEncoding.DecodeString(written); err == nil {
			return key
		}
	}
	return []byte(secret)
}

func sign(secret, id, at string, body []byte) string {
	mac := hmac.New(sha256.New, signingKey(secret))
	fmt.Fprintf(mac, "%s.%s.", id, at)
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// ErrSignature means that a request was not signed with the secret, or too long
// ago.
var ErrSignature = errors.New("notify: the signature does not fit")

// tolerance is how far the clocks of sender and receiver may differ, as the
// specification recommends.
const tolerance = 5 * time.Minute

// Verify is for the receiver of a [Webhook]: it checks signature and time of a
// request with this body and returns the message. A receiver that wants every
// message once drops those whose Key it knows. Nothing fits an empty secret: a
// variable that was not set lets nobody in.
func Verify(secret string, header http.Header, body []byte, now time.Time) (Message, error) {
	if secret == "" {
		return Message{}, ErrSignature
	}
	id, at := header.Get("Webhook-Id"), header.Get("Webhook-Timestamp")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > tolerance {
		return Message{}, ErrSignature
	}
	want := []byte("v1," + sign(secret, id, at, body))
	for given := range strings.FieldsSeq(header.Get("Webhook-Signature")) {
		if hmac.Equal(want, []byte(given)) {
			var m Message
			err := json.Unmarshal(body, &m)
			return m, err
		}
	}
	return Message{}, ErrSignature
}
