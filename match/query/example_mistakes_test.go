package query_test

import (
	"errors"
	"fmt"

	"github.com/earshot-go/earshot/match/query"
)

func ExampleSyntaxError() {
	_, err := query.Compile(`(kettle OR athor:anna AND followers:many`)
	fmt.Println(err)

	var first *query.SyntaxError
	if errors.As(err, &first) {
		fmt.Println(first.Offset, first.Length)
	}
	// Output:
	// query: at byte 0: a parenthesis has no end; close it with )
	// query: at byte 11: there is no field "athor"; did you mean author:? To look for words, quote them
	// query: at byte 36: "many" is no condition on a number; write >1000, >=1000, <1000, <=1000, 1000..5000, [1000 TO 5000], 1000 or 10k
	// 0 1
}
