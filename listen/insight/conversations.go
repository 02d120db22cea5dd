package insight

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// ConversationOptions tune [Conversations]. The zero ConversationOptions are
// fine.
type ConversationOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Needs are the intents that want an answer; 0 is complaints, questions,
	// purchases and farewells. A mention to be left alone opens nothing.
	Needs sentiment.Intent `json:"needs,omitempty"`
	// Hours are when the brand can answer; nil is always. Waits are counted in
	// them.
	Hours *Hours `json:"hours,omitempty"`
	// Target is how long the first answer may take, in staffed time; zero is no
	// target.
	Target time.Duration `json:"target,omitzero"`
	// Limit is how many conversations are kept, about 1 KB each; zero is
	// 10,000. When there is no room, the tenth that was longest without a
	// message goes, the answered and closed ones first; their waits stay in the
	// figures, to within 1 %.
	Limit int `json:"limit,omitzero"`
}

const (
	defaultConversations = 10_000
	defaultNeeds         = sentiment.Complaint | sentiment.Question | sentiment.Purchase | sentiment.Leaving
)

// Conversations follows who waits for an answer, over a stream and in bounded
// memory. It is not safe for concurrent use.
type Conversations struct {
	options ConversationOptions
	filter  filter
	desk    *desk
	exact   bool
	basis   Basis
	all     map[Ref]*Conversation
	byPost  map[uint64]Ref
	old     map[string]*oldWaits // by brand
	own     ownVoices
}

// oldWaits are the first waits, in seconds, of conversations that had to go.
type oldWaits struct {
	Answered quantiles `json:"answered,omitempty"`
	Open     quantiles `json:"open,omitempty"`
}

type conversationState struct {
	Basis Basis                `json:"basis"`
	All   []keptConversation   `json:"all,omitempty"`
	Old   map[string]*oldWaits `json:"old,omitempty"`
	Own   []string             `json:"own,omitempty"`
}

type keptConversation struct {
	Conversation
	Posts []uint64 `json:"posts"`
}

// NewConversations makes Conversations. Nil options are fine.
func NewConversations(o *ConversationOptions) (*Conversations, error) {
	if o == nil {
		o = new(ConversationOptions)
	}
	c := &Conversations{options: *o}
	c.options.Needs, c.options.Limit = cmp.Or(o.Needs, defaultNeeds), cmp.Or(o.Limit, defaultConversations)
	var errs []error
	if o.Limit < 0 {
		errs = append(errs, &OptionError{"ConversationOptions.Limit", o.Limit, "is negative"})
	}
	if o.Target < 0 {
		errs = append(errs, &OptionError{"ConversationOptions.Target", o.Target, "is negative"})
	}
	var err error
	c.desk, err = o.Hours.compile()
	errs = append(errs, err)
	c.filter, err = o.Selection.compile()
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return c, nil
}

// ConversationsOf reads a whole recording and forgets nothing; now is the
// moment up to which open ones have waited.
func ConversationsOf(mentions iter.Seq[*listen.Mention], o *ConversationOptions, now time.Time) (*ConversationReport, error) {
	c, err := NewConversations(o)
	if err != nil {
		return nil, err
	}
	c.exact = true
	for m := range mentions {
		c.Add(m)
	}
	return c.Report(now), nil
}

// Add takes the next mention. One by the brand's own account (Mention.Own) that
// answers a post of a conversation is the answer.
func (c *Conversations) Add(m *listen.Mention) {
	c.own.hear(m)
	if m.Own && m.Change != listen.Withdrawn && m.Change != listen.Edited && c.filter.outside(m) == "" {
		c.reply(m)
	}
	if !c.basis.take(&c.filter, m) {
		return
	}
	ref, known := c.byPost[conversationHash(m.Source, m.Post.Parent, m.Brand)]
	switch {
	case m.Post.Parent != "" && known:
		c.all[ref].hear(m)
		c.follow(c.all[ref], m)
	case m.Intent&c.options.Needs != 0 && !m.Intent.Has(sentiment.LeaveAlone) && !m.Intent.Has(sentiment.Spam):
		c.open(m)
	}
}

func conversationHash(src, post, brand string) uint64 { return hashOf(src, post, brand) }

func (c *Conversations) reply(m *listen.Mention) {
	ref, known := c.byPost[conversationHash(m.Source, m.Post.Parent, m.Brand)]
	if m.Post.Parent == "" || !known {
		return
	}
	c.all[ref].answer(m.Post.Time)
	c.follow(c.all[ref], m)
}

// follow notes that answers to this post belong to the conversation.
func (c *Conversations) follow(conversation *Conversation, m *listen.Mention) {
	if len(conversation.posts) >= maxMessages {
		return
	}
	h := conversationHash(m.Source, m.Post.ID, m.Brand)
	if c.byPost == nil {
		c.byPost = make(map[uint64]Ref)
	}
	if _, taken := c.byPost[h]; !taken {
		c.byPost[h] = conversation.Ref
		conversation.posts = append(conversation.posts, h)
	}
}

func (c *Conversations) open(m *listen.Mention) {
	ref := Ref{m.Source, m.Post.ID, m.Brand}
	if c.all[ref] != nil {
		return
	}
	if c.all == nil {
		c.all = make(map[Ref]*Conversation)
	}
	conversation := &Conversation{
		Ref: ref, State: Open, Post: evidence(m), Intent: m.Intent, Opened: m.Post.Time, Last: m.Post.Time,
		Messages: 1, Rounds: []Round{{From: m.Post.Time}},
	}
	c.all[ref] = conversation
	c.follow(conversation, m)
	if !c.exact && len(c.all) > c.options.Limit {
		c.forget()
	}
}

// forget drops a tenth of the conversations.
func (c *Conversations) forget() {
	order := c.sorted()
	now := c.basis.Last
	slices.SortStableFunc(order, func(a, b *Conversation) int {
		if a.waits() != b.waits() {
			if b.waits() {
				return -1
			}
			return 1
		}
		return a.Last.Compare(b.Last)
	})
	for _, conversation := range order[:max(1, len(order)-c.options.Limit*9/10)] {
		c.retire(conversation, now)
	}
}

func (c *Conversations) retire(conversation *Conversation, now time.Time) {
	brand := conversation.Ref.Brand
	if c.old == nil {
		c.old = make(map[string]*oldWaits)
	}
	if c.old[brand] == nil {
		c.old[brand] = new(oldWaits)
	}
	if w := conversation.first(c.desk, now); w.Over {
		c.old[brand].Answered.add(w.Long.Seconds())
	} else {
		c.old[brand].Open.add(w.Long.Seconds())
	}
	for _, h := range conversation.posts {
		delete(c.byPost, h)
	}
	delete(c.all, conversation.Ref)
}

// sorted are all conversations, the oldest first.
func (c *Conversations) sorted() []*Conversation {
	out := make([]*Conversation, 0, len(c.all))
	for _, conversation := range c.all {
		out = append(out, conversation)
	}
	slices.SortFunc(out, func(a, b *Conversation) int {
		return cmp.Or(a.Opened.Compare(b.Opened), compareRefs(a.Ref, b.Ref))
	})
	return out
}

func compareRefs(a, b Ref) int {
	return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Post, b.Post), strings.Compare(a.Brand, b.Brand))
}

// ErrUnknown means that there is no such conversation.
var ErrUnknown = errors.New("insight: no such conversation")

func (c *Conversations) change(ref Ref, do func(*Conversation)) error {
	conversation := c.all[ref]
	if conversation == nil {
		return fmt.Errorf("%w: %s of %s about %s", ErrUnknown, ref.Post, ref.Source, ref.Brand)
	}
	do(conversation)
	return nil
}

// Acknowledge notes that somebody has taken a conversation on.
func (c *Conversations) Acknowledge(ref Ref, t time.Time) error {
	return c.change(ref, func(v *Conversation) { v.acknowledge(t) })
}

// Assign notes who is to answer; it acknowledges as well. An empty name takes
// the assignment back.
func (c *Conversations) Assign(ref Ref, who string, t time.Time) error {
	return c.change(ref, func(v *Conversation) {
		if v.Assigned = who; who != "" {
			v.acknowledge(t)
		}
	})
}

// Answer notes an answer that no source tells of: a private message, a call.
func (c *Conversations) Answer(ref Ref, t time.Time) error {
	return c.change(ref, func(v *Conversation) { v.answer(t) })
}

// Close notes that a conversation needs nothing more. If nobody has answered,
// it is a wait that ended without an answer, and counts as one that went on
// until then.
func (c *Conversations) Close(ref Ref, t time.Time) error {
	return c.change(ref, func(v *Conversation) {
		v.seen(t)
		v.State = Closed
	})
}

// Get returns a copy of a conversation.
func (c *Conversations) Get(ref Ref) (Conversation, bool) {
	if v := c.all[ref]; v != nil {
		return *v, true
	}
	return Conversation{}, false
}

// Merge adds the conversations of another shard with the same options. The
// shards hold different threads; of a conversation in both, the one with the
// newer message is kept. It is associative and commutative as long as none has
// to be forgotten.
func (c *Conversations) Merge(o *Conversations) error {
	if !reflect.DeepEqual(c.options, o.options) {
		return &OptionError{"ConversationOptions", o.options, "differ, and cannot be merged"}
	}
	c.basis.merge(&o.basis)
	c.own.add(o.own.sorted()...)
	for _, v := range o.sorted() {
		if mine := c.all[v.Ref]; mine != nil {
			if cmp.Or(mine.Last.Compare(v.Last), cmp.Compare(mine.Messages+mine.Replies, v.Messages+v.Replies)) >= 0 {
				continue
			}
		}
		c.keep(v, v.posts)
	}
	for brand, w := range o.old {
		if c.old == nil {
			c.old = make(map[string]*oldWaits)
		}
		if c.old[brand] == nil {
			c.old[brand] = new(oldWaits)
		}
		c.old[brand].Answered.merge(w.Answered)
		c.old[brand].Open.merge(w.Open)
	}
	if !c.exact && len(c.all) > c.options.Limit {
		c.forget()
	}
	return nil
}

// keep takes a copy of a conversation.
func (c *Conversations) keep(v *Conversation, posts []uint64) {
	if c.all == nil {
		c.all = make(map[Ref]*Conversation)
	}
	if c.byPost == nil {
		c.byPost = make(map[uint64]Ref)
	}
	own := *v
	own.Rounds, own.posts = slices.Clone(v.Rounds), slices.Clone(posts)
	c.all[v.Ref] = &own
	for _, h := range own.posts {
		c.byPost[h] = v.Ref
	}
}

// AppendBinary appends the state to dst. It belongs to the options.
func (c *Conversations) AppendBinary(dst []byte) ([]byte, error) {
	s := conversationState{Basis: c.basis, Old: c.old, Own: c.own.sorted()}
	for _, v := range c.sorted() {
		s.All = append(s.All, keptConversation{*v, v.posts})
	}
	return appendState(dst, "conversations", c.options, s)
}

// UnmarshalBinary takes up a state that Conversations with the same options
// left.
func (c *Conversations) UnmarshalBinary(data []byte) error {
	s, err := readState[conversationState](data, "conversations", c.options)
	if err != nil {
		return err
	}
	fresh := Conversations{basis: s.Basis, old: s.Old}
	fresh.own.add(s.Own...)
	for i := range s.All {
		v := &s.All[i]
		if len(v.Rounds) == 0 || len(v.Rounds) > maxRounds {
			return &StateError{"conversations", fmt.Sprintf("post %.40q has %d rounds", v.Ref.Post, len(v.Rounds))}
		}
		fresh.keep(&v.Conversation, v.Posts)
	}
	for brand, w := range s.Old {
		if w == nil {
			delete(s.Old, brand)
		}
	}
	c.basis, c.all, c.byPost, c.old, c.own = fresh.basis, fresh.all, fresh.byPost, fresh.old, fresh.own
	return nil
}
